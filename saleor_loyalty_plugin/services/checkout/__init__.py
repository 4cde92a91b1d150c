"""What a checkout, or a draft order, carries: quotes, points, and the one composed discount."""
