package openapi

import "sync"

// mostKept is how many things are kept with a contract.
const mostKept = 8

// kept is what was made of a contract by others, by what they call it.
type kept struct {
	one    sync.Mutex
	things map[string]any // each a func() T
}

// Kept returns what made returns, which depends on the contract and the key alone and nobody changes. It is made once as
// long as few other things are: then all that are kept are let go, and made anew when they are needed.
func Kept[T any](c *Contract, key string, made func() T) T {
	c.kept.one.Lock()
	once, found := c.kept.things[key].(func() T)
	if !found {
		once = sync.OnceValue(made)
		if c.kept.things == nil || len(c.kept.things) >= mostKept {
			c.kept.things = map[string]any{}
		}
		c.kept.things[key] = once
	}
	c.kept.one.Unlock()
	return once()
}
