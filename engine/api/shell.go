package api

import (
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// HomeRegion is the Region of a world that names no other.
const HomeRegion = "eu-west-1"

// Shell is what a line is read against. Its zero value reads lines by
// themselves: without files, and taking any query.
type Shell struct {
	// Region is the world's; HomeRegion when empty. A line that names another
	// is told so.
	Region string
	// Files gives what stands in a file that file:// names; nil when there are
	// none.
	Files func(name string) ([]byte, error)
	// CheckQuery refuses what is no JMESPath expression; nil takes any text.
	CheckQuery func(expression string) error
}

func (sh Shell) region() string {
	if sh.Region == "" {
		return HomeRegion
	}
	return sh.Region
}

// filesHint follows what is refused of a file.
const filesHint = "\n(file:// reads files of the scenario's pack; drydock run and console read more with --files)"

func isFileURL(value string) bool {
	return strings.HasPrefix(value, "file://") || strings.HasPrefix(value, "fileb://")
}

// isBinary says whether a file is to be read as bytes.
func isBinary(value string) bool { return strings.HasPrefix(value, "fileb://") }

// load reads the file that a file:// value names. The error has the AWS CLI's
// words, without the name of the option.
func (sh Shell) load(value string) (string, error) {
	_, name, _ := strings.Cut(value, "://")
	if sh.Files == nil {
		return "", errors.New("Unable to load paramfile " + value + ": there are no files here") //nolint:staticcheck // the CLI's words
	}
	data, err := sh.Files(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("Unable to load paramfile " + value + ": [Errno 2] No such file or directory: " + pythonQuote(name) + filesHint)
	case err != nil:
		return "", errors.New("Unable to load paramfile " + value + ": " + err.Error() + filesHint)
	case !isBinary(value) && !utf8.Valid(data):
		return "", errors.New("Unable to load paramfile (" + name + "), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.")
	}
	return strings.ToValidUTF8(strings.ReplaceAll(string(data), "\r\n", "\n"), "\uFFFD"), nil
}

// loadFor is load with the name of the option before the words.
func (sh Shell) loadFor(flag, value string) (string, error) {
	text, err := sh.load(value)
	if err != nil {
		return "", valuef("Error parsing parameter '%s': %s", flag, err)
	}
	return text, nil
}
