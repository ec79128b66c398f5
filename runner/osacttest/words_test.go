package osacttest

import "testing"

// Who has no command line cannot give a flag.
func TestWords(t *testing.T) {
	for said, want := range map[string]string{
		"nobody plays admin: give --as admin=CLOUD, or its token in OSACT_TOKEN_ADMIN":          `nobody plays admin: give Tokens["admin"]`,
		"put the member's token into OSACT_TOKEN_MEMBER":                                        `put the member's token into Tokens["member"]`,
		"the project of outsider is not known: give --project outsider=ID":                      `the project of outsider is not known: give Projects["outsider"]`,
		"stop and start a server, or give --server and --action":                                "stop and start a server, or give Server and Action",
		"run again, or give another by --cast":                                                  "run again, or give another by Cast",
		"ask more slowly, with --rate and --concurrency, or later":                              "ask more slowly, with Rate and Concurrency, or later",
		"the service said \x1b[2J":                                                              `the service said \x1b[2J`,
		"--profile, --only, --contract, --out, --timeout, --allow-writes, --image and --flavor": "Profile, Only, Contract, Out, Timeout, AllowWrites, Image and Flavor",
		"choose another --profile (osact explain show.status.is-200 names those that do)":       "choose another Profile (osact explain show.status.is-200 names those that do)",
	} {
		if got := words(said); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
