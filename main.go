// Drydock is practice for AWS container exams in a terminal.
package main

import (
	"os"

	"drydock/internal/cli"
)

func main() { os.Exit(cli.Main()) }
