package sim

// Stream is a SplitMix64 generator. Each purpose draws from a stream of its
// own, so that one more draw for one purpose does not shift another.
type Stream struct{ State uint64 }

// NewStream returns the stream of a seed for a named purpose.
func NewStream(seed uint64, purpose string) Stream {
	// FNV-1a of the name, so that streams of one seed are unrelated.
	h := uint64(14695981039346656037)
	for i := 0; i < len(purpose); i++ {
		h = (h ^ uint64(purpose[i])) * 1099511628211
	}
	s := Stream{State: seed ^ h}
	s.Next() // neighbouring seeds start far apart
	return s
}

// Next returns the next 64 bits.
func (s *Stream) Next() uint64 {
	s.State += 0x9e3779b97f4a7c15
	z := s.State
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// IntN returns a number in [0, n). It panics when n is not positive. The bias
// of the remainder is below n/2^64.
func (s *Stream) IntN(n int) int {
	if n <= 0 {
		panic("sim: IntN of a number that is not positive")
	}
	return int(s.Next() % uint64(n))
}

const hexDigits = "0123456789abcdef"

// Hex returns n hexadecimal digits.
func (s *Stream) Hex(n int) string {
	var short [32]byte // most ids: no memory but the text's
	return string(s.AppendHex(short[:0], n))
}

// AppendHex appends n hexadecimal digits.
func (s *Stream) AppendHex(to []byte, n int) []byte {
	var bits uint64
	for i := range n {
		if i%8 == 0 {
			bits = s.Next()
		}
		to = append(to, hexDigits[bits%16]) // as text does; each task costs two of these
		bits >>= 8
	}
	return to
}

// Digits returns n decimal digits of which the first is not 0.
func (s *Stream) Digits(n int) string {
	return s.text(1, "123456789") + s.text(n-1, "0123456789")
}

// Word returns n letters, digits, underscores and hyphens.
func (s *Stream) Word(n int) string {
	return s.text(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
}

func (s *Stream) text(n int, alphabet string) string {
	out := make([]byte, n)
	var bits uint64
	for i := range out {
		if i%8 == 0 {
			bits = s.Next()
		}
		out[i] = alphabet[bits&0xff%uint64(len(alphabet))]
		bits >>= 8
	}
	return string(out)
}

// Upper returns n upper-case letters and digits, as the unique ids of IAM have.
func (s *Stream) Upper(n int) string { return s.text(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }
