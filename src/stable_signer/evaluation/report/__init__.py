"""Results as a person reads them: Markdown tables, plots, and one HTML page with clips."""

from stable_signer.evaluation.report.write import write_report as write_report
