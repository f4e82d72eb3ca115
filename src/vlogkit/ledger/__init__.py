"""Posts, approvals, receipts, holds and the audit trail come in; SQL keeps them for all workers alike."""
