package openapi_test

import (
	"strconv"
	"testing"

	"github.com/osact/osact/openapi"
)

// TestKept makes what is asked for again once, and after many other things anew.
func TestKept(t *testing.T) {
	contracts := make([]*openapi.Contract, 2)
	for i := range contracts {
		var err error
		if contracts[i], err = openapi.Load(openapi.Embedded()); err != nil {
			t.Fatal(err)
		}
	}
	contract, other, made := contracts[0], contracts[1], 0
	ask := func(c *openapi.Contract, key string) int {
		return openapi.Kept(c, key, func() int { made++; return made })
	}
	equal(t, "what was made first, and asked for again", []int{1, 1}, []int{ask(contract, "a"), ask(contract, "a")})
	equal(t, "what is called otherwise, and of another contract", []int{2, 3}, []int{ask(contract, "b"), ask(other, "a")})
	for i := range 100 {
		ask(contract, strconv.Itoa(i))
	}
	if again := ask(contract, "a"); again == 1 {
		t.Error("a hundred other things were kept beside the first")
	}
}
