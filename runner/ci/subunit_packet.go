package ci

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"time"
)

// packet is one of subunit v2: a state of a test, or a file that is attached to it.
type packet struct {
	status        byte
	at            time.Time
	test          string
	tags          []string
	file, content string
}

// The flags of a packet that say what is in it.
const (
	subunitVersion   = 0x2000
	subunitTest      = 0x0800
	subunitTimestamp = 0x0200
	subunitRunnable  = 0x0100
	subunitTags      = 0x0080
	subunitFile      = 0x0040
	subunitMIME      = 0x0020
	subunitEnd       = 0x0010 // of the file
	subunitSignature = 0xb3
)

func (p packet) write(out *bytes.Buffer) {
	flags := uint16(subunitVersion|subunitTest|subunitRunnable) | uint16(p.status)
	var body []byte
	if !p.at.IsZero() {
		flags |= subunitTimestamp
		body = binary.BigEndian.AppendUint32(body, uint32(p.at.Unix()))
		body = appendNumber(body, p.at.Nanosecond())
	}
	body = appendText(body, p.test)
	if len(p.tags) > 0 {
		flags |= subunitTags
		body = appendNumber(body, len(p.tags))
		for _, tag := range p.tags {
			body = appendText(body, tag)
		}
	}
	if p.file != "" {
		flags |= subunitMIME | subunitFile | subunitEnd
		for _, text := range []string{"text/plain;charset=utf8", p.file, p.content} {
			body = appendText(body, text)
		}
	}
	const around = 1 + 2 + crc32.Size // signature, flags, and the sum behind
	length := around + len(body)
	length += sizeOf(length)
	start := out.Len()
	out.WriteByte(subunitSignature)
	out.Write(binary.BigEndian.AppendUint16(nil, flags))
	out.Write(appendNumber(nil, length))
	out.Write(body)
	out.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(out.Bytes()[start:])))
}

func appendText(to []byte, text string) []byte {
	return append(appendNumber(to, len(text)), text...)
}

// appendNumber appends a number, whose first two bits say how many bytes it has.
func appendNumber(to []byte, n int) []byte {
	switch {
	case n < 1<<6:
		return append(to, byte(n))
	case n < 1<<14:
		return binary.BigEndian.AppendUint16(to, uint16(n|1<<14))
	case n < 1<<22:
		return append(to, byte(n>>16)|0x80, byte(n>>8), byte(n))
	}
	return binary.BigEndian.AppendUint32(to, uint32(n|3<<30)) // none is larger: texts are clipped
}

// sizeOf is how many bytes the length of a packet takes, which counts them, too.
func sizeOf(rest int) int {
	for size := 1; ; size++ {
		if len(appendNumber(nil, rest+size)) <= size {
			return size
		}
	}
}
