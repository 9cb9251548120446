-- What a call cost, as a JSON object of amounts by currency; empty where nothing is known. The report
-- has it too: here it is summed without reading reports.
ALTER TABLE call_records ADD COLUMN cost VARCHAR(200);
