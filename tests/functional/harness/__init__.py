"""What the functional tests act with: a chain, a merchant, a gateway, a payer; and an auditor that believes none of them."""
