"""The components for storefronts: their file, served to pages anywhere."""
