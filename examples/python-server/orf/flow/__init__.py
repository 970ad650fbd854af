"""What happens: the life cycles' effects, one module per concept. Importing the package registers all of them."""
from . import books, custody, deadlines, listing, matching, orders, parcel, rating, refund  # noqa: F401
