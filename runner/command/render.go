package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

func newRender(p *process) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "render RUN",
		Short: "Print the verdict of a run in another format",
		Long: `Print the verdict of a run in another format. Nothing is asked and nothing is judged:
the verdict.json of the run says it all, and its recording, where it lies beside it,
shows the exchanges. The exit code is 0 whatever the verdict.`,
		Example: `  osact render --format ctrf out >ctrf.json
  osact render --format prometheus out >/var/lib/prometheus/node-exporter/osact.prom`,
		Args: takes(1, "osact render takes one run: the folder of its results or its verdict.json, as in osact render out"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			v, err := verdict.Read(args[0])
			if err != nil {
				return exit.Usagef("%w", err)
			}
			recording, err := beside(args[0])
			if err != nil {
				return err
			}
			write := renderings()[format]
			if format == forPeople {
				write = func(w io.Writer, v verdict.Verdict, r exchange.Recording) error {
					return console.Verdict(w, v, r, nil, p.style())
				}
			}
			if err := write(p.stdout, v, recording); err != nil {
				return exit.Defectf("%w", err)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", forPeople, "one of "+strings.Join(formats(), ", "))
	return cmd
}

// beside returns the recording that lies beside a verdict, an empty one where none does.
func beside(path string) (exchange.Recording, error) {
	folder := filepath.Dir(path)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		folder = path
	}
	recording := filepath.Join(folder, results.RecordingFile)
	if _, err := os.Stat(recording); errors.Is(err, fs.ErrNotExist) {
		return exchange.Recording{}, nil
	}
	return results.ReadRecording(recording)
}
