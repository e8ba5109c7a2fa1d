package toll

import "time"

// processorTime is not measured here: the bytes are.
func processorTime() time.Duration { return 0 }
