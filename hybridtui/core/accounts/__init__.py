"""What the books add up to, as pure figures: for the screen, the command line and files alike."""

from hybridtui.core.accounts.bill import Bill, billed
from hybridtui.core.accounts.export import COLUMNS, to_csv, to_json, to_json_list
from hybridtui.core.accounts.figures import ONE_SHOT, Accounts, Counterfactual, EstimateError, OneShot, accounts
from hybridtui.core.accounts.series import Period, PeriodBill, series

__all__ = [
    "COLUMNS",
    "ONE_SHOT",
    "Accounts",
    "Bill",
    "Counterfactual",
    "EstimateError",
    "OneShot",
    "Period",
    "PeriodBill",
    "accounts",
    "billed",
    "series",
    "to_csv",
    "to_json",
    "to_json_list",
]
