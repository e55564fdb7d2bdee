"""What a template's sheets are drawn with: plan, styles, forms, checks, guide, receipt."""
