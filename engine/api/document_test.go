package api

import (
	"encoding/json"
	"testing"
)

func TestDocument(t *testing.T) {
	tests := []struct{ document, want string }{
		{`{"Version": "2012-10-17", "Statement": [{"b": 1.50, "a": true, "c": null, "d": []}]}`, `{"Version":"2012-10-17","Statement":[{"b":1.50,"a":true,"c":null,"d":[]}]}`},
		{`{"cut": [`, `"{\"cut\": ["`},
		{`x`, `"x"`},
	}
	for _, tt := range tests {
		if got := ShortJSON(Document(tt.document).tree()); got != tt.want {
			t.Errorf("%s: the tree %s, want %s", tt.document, got, tt.want)
		}
		if got, err := json.Marshal(Document(tt.document)); string(got) != tt.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", tt.document, got, err, tt.want)
		}
	}
}
