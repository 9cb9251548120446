package io.centralita.fake.model;

/// Where an output item is: `response_id`, `item_id` and `output_index` of its events.
record Place(String responseId, String itemId, int index) {}
