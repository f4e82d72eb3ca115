"""The SQL ledger that all workers share: posts, approvals, receipts, holds, quotas and the audit trail."""
