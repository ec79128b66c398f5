package record

import "sync"

// certificates are those that a target has shown. What is still in flight when a run
// ends may show some, too.
type certificates struct {
	mutex sync.Mutex
	chain [][]byte
}

func (c *certificates) keep(chain [][]byte) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.chain = chain
}

func (c *certificates) kept() [][]byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.chain
}
