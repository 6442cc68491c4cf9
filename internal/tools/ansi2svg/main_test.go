package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// picture draws a frame and checks that the result is sound XML.
func picture(t *testing.T, frame string, cols, rows int) string {
	t.Helper()
	var b strings.Builder
	if err := draw(&b, strings.NewReader(frame), cols, rows, "a < b"); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(strings.NewReader(b.String())); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return b.String()
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
	}
}

func TestDraw(t *testing.T) {
	tests := []struct {
		name  string
		frame string
		want  []string // each stands in the picture
		not   []string // none of these does
	}{
		{
			"a letter stands in its cell",
			"ab\n c",
			[]string{
				`<text x="12" y="27" fill="#c0caf5">a</text>`,
				`<text x="21" y="27" fill="#c0caf5">b</text>`,
				`<text x="21" y="46" fill="#c0caf5">c</text>`,
			},
			[]string{"> </text>"},
		},
		{
			"colours",
			"\x1b[38;2;255;0;16;48;2;1;2;3mab\x1b[0mc",
			[]string{
				`<rect x="12" y="12" width="18" height="19" fill="#010203"/>`,
				`<text x="21" y="27" fill="#ff0010">b</text>`,
				`<text x="30" y="27" fill="#c0caf5">c</text>`,
			},
			nil,
		},
		{
			"coloured blanks",
			"\x1b[48;2;1;2;3m  \x1b[0m",
			[]string{`<rect x="12" y="12" width="18" height="19" fill="#010203"/>`},
			[]string{"<text"},
		},
		{
			"reverse video swaps, and what was unset has a colour",
			"\x1b[7ma",
			[]string{
				`<rect x="12" y="12" width="9" height="19" fill="#c0caf5"/>`,
				`<text x="12" y="27" fill="#1a1b26">a</text>`,
			},
			nil,
		},
		{
			"attributes",
			"\x1b[1ma\x1b[0;3mb\x1b[0;2mc\x1b[0;4;9md",
			[]string{
				` font-weight="bold">a<`, ` font-style="italic">b<`, ` opacity="0.6">c<`,
				` text-decoration="underline line-through">d<`,
			},
			nil,
		},
		{
			"a wide character takes two cells",
			"\x1b[48;2;1;2;3m漢\x1b[0mx",
			[]string{
				`<rect x="12" y="12" width="18" height="19" fill="#010203"/>`,
				`<text x="12" y="27" fill="#c0caf5">漢</text>`,
				`<text x="30" y="27" fill="#c0caf5">x</text>`,
			},
			nil,
		},
		{
			"signs of XML",
			"<&>",
			[]string{">&lt;<", ">&amp;<", ">&gt;<", "<title>a &lt; b</title>"},
			nil,
		},
		{
			"what lies outside is cut off",
			"123456789\n\n\nlow",
			[]string{">4<", `width="60" height="62"`},
			[]string{">5<", ">l<"},
		},
		{
			"lines may end as on Windows",
			"a\r\nb\r\n",
			[]string{`<text x="12" y="46" fill="#c0caf5">b</text>`},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := picture(t, test.frame, 4, 2)
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("no %s in\n%s", want, got)
				}
			}
			for _, not := range test.not {
				if strings.Contains(got, not) {
					t.Errorf("%s in\n%s", not, got)
				}
			}
		})
	}
}

func TestDrawSaysWhatFailed(t *testing.T) {
	broken := errors.New("broken")
	if err := draw(io.Discard, iotest.ErrReader(broken), 1, 1, ""); !errors.Is(err, broken) {
		t.Errorf("draw from a broken reader: %v", err)
	}
	if err := draw(brokenWriter{broken}, strings.NewReader("a"), 1, 1, ""); !errors.Is(err, broken) {
		t.Errorf("draw to a broken writer: %v", err)
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
