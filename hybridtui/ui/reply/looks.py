"""Why this file exists: nobody sees a reply before there is one: how it looks is read with its pane, not before."""

LOOKS = """
/* The bar is always there: a reply that outgrows the window must not be laid out anew for it. Where it is blank, as
   long as the end of a reply is followed, it is one with the rest of the line. */

ReplyPane {
    overflow-y: scroll;
    overflow-x: hidden;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;

    .reply--heading {
        color: $primary;
        text-style: bold;
    }

    .reply--strong {
        text-style: bold;
    }

    .reply--em, .reply--comment {
        text-style: italic;
    }

    .reply--strike {
        text-style: strike;
    }

    .reply--link {
        text-style: underline;
    }

    .reply--code {
        color: $secondary;
    }

    .reply--bullet, .reply--keyword {
        color: $accent;
    }

    .reply--definition {
        color: $primary;
    }

    .reply--dim, .reply--comment, .reply--status {
        color: $text-muted;
    }

    .reply--string {
        color: $success;
    }

    .reply--number, .reply--warn {
        color: $warning;
    }

    .reply--error {
        color: $error;
    }
}
"""
"""The style sheet of pane 4."""
