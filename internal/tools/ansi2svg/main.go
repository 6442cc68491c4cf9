// Command ansi2svg draws a terminal's screen as a picture.
//
// It reads a styled frame on standard input, as `tmux capture-pane -e -N -p`
// prints it or as a Bubble Tea view holds it, and writes an SVG to standard
// output. Every cell is placed by itself, so columns cannot drift whatever font
// the reader has. The README's picture is made with it:
//
//	go run ./internal/tools/ansi2svg -cols 80 -rows 24 -title "The home screen" < frame.ansi > frame.svg
//
// What lies outside of the columns and rows is cut off.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"html"
	"image/color"
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

func main() {
	cols := flag.Int("cols", 80, "width of the screen in `cells`")
	rows := flag.Int("rows", 24, "height of the screen in `cells`")
	title := flag.String("title", "A terminal screen", "what the picture shows, for those who cannot see it")
	flag.Parse()
	if flag.NArg() > 0 || *cols < 1 || *rows < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := draw(os.Stdout, os.Stdin, *cols, *rows, *title); err != nil {
		fmt.Fprintln(os.Stderr, "ansi2svg:", err)
		os.Exit(1)
	}
}

// Lengths are in pixels.
const (
	cellWidth  = 9
	cellHeight = 19
	fontSize   = 15
	baseline   = 15 // from the top of a cell
	padding    = 12 // around the screen
)

// The colours of a terminal that was told nothing.
const (
	foreground = "#c0caf5"
	background = "#1a1b26"
)

// draw reads a frame and writes its picture, cols by rows cells large. It fails
// only when reading or writing does.
func draw(w io.Writer, r io.Reader, cols, rows int, title string) error {
	frame, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read the frame: %w", err)
	}
	screen := lipgloss.NewCanvas(cols, rows)
	screen.Compose(lipgloss.NewLayer(strings.TrimRight(strings.ReplaceAll(string(frame), "\r\n", "\n"), "\n")))

	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="%d" xml:space="preserve">`+"\n",
		cols*cellWidth+2*padding, rows*cellHeight+2*padding, fontSize)
	fmt.Fprintf(out, "<title>%s</title>\n", html.EscapeString(title))
	fmt.Fprintf(out, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", background)
	for y := range rows {
		drawBackgrounds(out, screen, y)
		for x := range cols {
			drawCell(out, screen.CellAt(x, y), x, y)
		}
	}
	fmt.Fprintln(out, "</svg>")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}

// drawBackgrounds draws the backgrounds of one row: one rectangle for each run
// of cells of one colour, so that no seam shows between cells.
func drawBackgrounds(w io.Writer, screen *lipgloss.Canvas, y int) {
	for x := 0; x < screen.Width(); {
		_, fill := colours(screen.CellAt(x, y))
		end := x + 1
		for end < screen.Width() && continues(screen.CellAt(end, y), fill) {
			end++
		}
		if fill != "" {
			fmt.Fprintf(w, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n",
				padding+x*cellWidth, padding+y*cellHeight, (end-x)*cellWidth, cellHeight, fill)
		}
		x = end
	}
}

// continues reports whether a cell goes on with the background fill, as the
// second half of a wide character does whatever its own style says.
func continues(c *uv.Cell, fill string) bool {
	if c != nil && c.Width == 0 {
		return true
	}
	_, own := colours(c)
	return own == fill
}

// drawCell draws what stands in one cell.
func drawCell(w io.Writer, c *uv.Cell, x, y int) {
	if c == nil || c.Width == 0 || strings.TrimSpace(c.Content) == "" || c.Style.Attrs&uv.AttrConceal != 0 {
		return
	}
	fill, _ := colours(c)
	fmt.Fprintf(w, `<text x="%d" y="%d" fill="%s"%s>%s</text>`+"\n",
		padding+x*cellWidth, padding+y*cellHeight+baseline, fill, attributes(c.Style), html.EscapeString(c.Content))
}

// attributes returns the SVG attributes of a style, each with a space before it.
func attributes(s uv.Style) string {
	var b strings.Builder
	if s.Attrs&uv.AttrBold != 0 {
		b.WriteString(` font-weight="bold"`)
	}
	if s.Attrs&uv.AttrItalic != 0 {
		b.WriteString(` font-style="italic"`)
	}
	if s.Attrs&uv.AttrFaint != 0 {
		b.WriteString(` opacity="0.6"`)
	}
	var lines []string
	if s.Underline != uv.UnderlineNone {
		lines = append(lines, "underline")
	}
	if s.Attrs&uv.AttrStrikethrough != 0 {
		lines = append(lines, "line-through")
	}
	if len(lines) > 0 {
		fmt.Fprintf(&b, ` text-decoration="%s"`, strings.Join(lines, " "))
	}
	return b.String()
}

// colours returns the colours of a cell's letter and of its background; the
// second is empty where the screen's own background shows.
func colours(c *uv.Cell) (letter, behind string) {
	if c == nil {
		return foreground, ""
	}
	letter, behind = hex(c.Style.Fg, foreground), hex(c.Style.Bg, "")
	if c.Style.Attrs&uv.AttrReverse == 0 {
		return letter, behind
	}
	if behind == "" {
		behind = background
	}
	return behind, letter
}

// hex returns a colour as SVG writes it; unset stands for no colour.
func hex(c color.Color, unset string) string {
	if c == nil {
		return unset
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
