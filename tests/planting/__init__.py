"""Why this package exists: how much the checkpoint catches is only known where the defects are known.

`planter.plant` puts defects of known place and sort into a clean spec, under a fixed seed. The words of the smells were
written down without a look at the word lists of the linter.
"""
