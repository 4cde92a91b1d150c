"""Points for anything but an order's goods, and the grants that hold them."""
