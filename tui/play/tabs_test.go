package play

import "testing"

func TestTabbed(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "no tab": "no tab", "web\t4\tx": "web     4       x", "a\tb\n12345678\tc": "a       b\n12345678        c", "é\tb": "é       b",
	} {
		if got := tabbed(text); got != want {
			t.Errorf("tabbed(%q) = %q, want %q", text, got, want)
		}
	}
}
