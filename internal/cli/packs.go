package cli

import (
	"os"
	"path/filepath"

	"drydock/scenarios"

	"github.com/adrg/xdg"
)

// packFolders are the folders in which packs beside the built-in ones stand:
// drydock/packs in the user's data folder, and those of DRYDOCK_PACKS, which
// are separated as in PATH.
func packFolders() []string {
	folders := []string{filepath.Join(xdg.DataHome, "drydock", "packs")}
	return append(folders, namedFolders()...)
}

// namedFolders are those that the environment names: a pack each, or a folder
// with packs.
func namedFolders() []string { return filepath.SplitList(os.Getenv("DRYDOCK_PACKS")) }

// find reads a scenario or a world by what a learner calls it.
func find(name string) (*scenarios.Scenario, error) {
	return scenarios.Find(name, packFolders()...)
}
