package gotest

import (
	"flag"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/run"
)

// Given is what a user gives a test binary. It has the flags of osact run, with one
// other default: files are written where --out says so, and nowhere else.
type Given struct {
	options.Run
	own *pflag.FlagSet
	all *flag.FlagSet
}

// Register adds the flags to those that the test binary parses. It has to be called
// before that.
func Register(to *flag.FlagSet) *Given {
	g := &Given{own: pflag.NewFlagSet("osact", pflag.ContinueOnError), all: to}
	g.AddFlags(g.own)
	out := g.own.Lookup("out")
	g.Out, out.DefValue = "", ""
	out.Usage += " (default: none is written)"
	g.own.VisitAll(func(f *pflag.Flag) { to.Var(value{g.own, f}, f.Name, f.Usage) })
	return g
}

// Prepare returns the run that is wished for. Nothing is kept, nor is it known
// whether it can be, until Open is called.
func (g *Given) Prepare(environ []string) (*run.Run, error) {
	if rest := g.all.Args(); len(rest) > 0 {
		return nil, exit.Usagef("what is %q for? The specs take flags alone, those of osact run", rest[0])
	}
	r, err := g.Run.Prepare(g.own, environ)
	if err != nil {
		return nil, err
	}
	return r, g.checkReuse()
}

// value is a flag of pflag as package flag sees it.
type value struct {
	set  *pflag.FlagSet
	flag *pflag.Flag
}

func (v value) String() string {
	if v.flag == nil { // package flag asks a zero value for its default
		return ""
	}
	return v.flag.Value.String()
}

// Set notes, too, that the flag was set.
func (v value) Set(text string) error { return v.set.Set(v.flag.Name, text) }

func (v value) IsBoolFlag() bool { return v.flag.Value.Type() == "bool" }
