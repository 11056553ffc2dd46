"""What people read: Russian texts and tables over the warehouse and the ledger."""
