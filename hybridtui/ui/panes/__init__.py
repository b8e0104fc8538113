"""What is always on the screen: notes, draft and spec, the tabs and the meter bar."""
