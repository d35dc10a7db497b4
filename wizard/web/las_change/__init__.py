"""Another LAS: old mandates end, new ones begin."""
