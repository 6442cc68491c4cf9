// Package partstest checks what screens draw.
package partstest

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// CheckFrame reports the first way in which a frame is not exactly width cells
// wide and height rows high; nil when it is.
func CheckFrame(frame string, width, height int) error {
	lines := strings.Split(frame, "\n")
	if len(lines) != height {
		return fmt.Errorf("the frame has %d rows, not %d", len(lines), height)
	}
	for y, l := range lines {
		if w := ansi.StringWidth(l); w != width {
			return fmt.Errorf("row %d is %d cells wide, not %d: %q", y, w, width, ansi.Strip(l))
		}
	}
	return nil
}
