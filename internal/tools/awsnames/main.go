// Awsnames writes engine/api/names.txt: the names of the real AWS API, read
// from the service models that botocore carries.
//
//	go run ./internal/tools/awsnames -botocore DIR > names.txt
//
// DIR is the folder of the Python package botocore, or its folder data.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("botocore", "", "folder of the Python package botocore")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "awsnames:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	if dir == "" {
		return fmt.Errorf("-botocore is missing: give the folder of the Python package botocore")
	}
	if inner := filepath.Join(dir, "data"); isFolder(inner) {
		dir = inner
	}
	out := bufio.NewWriter(os.Stdout)
	if err := writeNames(out, dir); err != nil {
		return err
	}
	return out.Flush()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
