"""How much Slack takes: every length and count that we come near, in one table.

Lengths are counted in UTF-16 units, never fewer than Slack counts.
"""

from bot.characters import clean as clean
from bot.characters import cut as cut
from bot.characters import length as length

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100  # a modal or a Home
MESSAGE_SIZE = 12_000  # the undocumented ceiling is about 13,200, with about 100 for each header
HEADER_WEIGHT = 100
VIEW_SIZE = 30_000  # a view is at most 250,000 bytes, and a letter can be six of them
BLOCK_SIZE = 6_000  # ours: no block is so large that two of them do not fit in a message
MESSAGE_PARTS = 6  # ours: a longer text than this is cut
FALLBACK_TEXT = 700  # a line; escaped it is still under the 4,000 that chat.update takes
TITLE = 24
VIEW_BUTTON = 24
ID = 255
PRIVATE_METADATA = 3_000
HEADER = 150
CONTEXT = 3_000
TEXT = 3_000
ALT = 2_000
ACTIONS = 25
BUTTON = 75
BUTTON_VALUE = 2_000
URL = 3_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
LABEL = 2_000
HINT = 2_000
ERROR = 2_000
PLACEHOLDER = 150
INPUT = 3_000
OPTIONS = 100
OPTION_GROUPS = 100
FEW_OPTIONS = 10  # radio buttons and checkboxes
OPTION = 75
OPTION_VALUE = 150
OPTION_HINT = 75
CHANNEL_NAME = 80
PURPOSE = 250
INVITED = 100
SHORTCUT = 24
