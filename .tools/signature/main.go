// Signature says whether macOS for ARM would start a binary, as far as its bytes tell: it is
// a program for that system, and its ad-hoc signature covers each of its pages. Without one
// the kernel kills it at the start.
//
//	signature PATH
package main

import (
	"bytes"
	"crypto/sha256"
	"debug/macho"
	"encoding/binary"
	"errors"
	"fmt"
	"log"
	"os"
)

// What xnu's osfmk/kern/cs_blobs.h calls these.
const (
	loadSignature   = 0x1d       // LC_CODE_SIGNATURE
	superBlob       = 0xfade0cc0 // CSMAGIC_EMBEDDED_SIGNATURE
	directoryMagic  = 0xfade0c02 // CSMAGIC_CODEDIRECTORY
	adHoc           = 0x2        // CS_ADHOC
	hashSHA256      = 2          // CS_HASHTYPE_SHA256
	slotOfDirectory = 0          // CSSLOT_CODEDIRECTORY
)

// directory is the start of a code directory, which is big-endian like all of a signature.
type directory struct {
	Magic, Length, Version, Flags             uint32
	HashesAt, NameAt, SpecialSlots, CodeSlots uint32
	CodeLimit                                 uint32
	HashSize, HashType, Platform, PageShift   uint8
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("signature: ")
	if len(os.Args) != 2 {
		log.Fatal("name one binary")
	}
	content, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	pages, err := verify(content)
	if err != nil {
		log.Fatalf("%s: %v", os.Args[1], err)
	}
	fmt.Printf("%s: arm64, signed ad hoc, %d pages\n", os.Args[1], pages)
}

// verify returns how many pages of a binary its signature covers. It fails where there is
// none, where a page is not what was signed, and where the binary is for another system.
func verify(content []byte) (int, error) {
	file, err := macho.NewFile(bytes.NewReader(content))
	if err != nil {
		return 0, err
	}
	if file.Type != macho.TypeExec || file.Cpu != macho.CpuArm64 {
		return 0, fmt.Errorf("it is %v for %v", file.Type, file.Cpu)
	}
	for _, load := range file.Loads {
		raw := load.Raw()
		if len(raw) < 16 || file.ByteOrder.Uint32(raw) != loadSignature {
			continue
		}
		at, size := uint64(file.ByteOrder.Uint32(raw[8:])), uint64(file.ByteOrder.Uint32(raw[12:]))
		if at+size != uint64(len(content)) {
			return 0, fmt.Errorf("its signature is not at its end, %d bytes, but at %d to %d", len(content), at, at+size)
		}
		return covered(content[:at], content[at:])
	}
	return 0, errors.New("it has no signature")
}

// covered holds code against its signature.
func covered(code, signature []byte) (int, error) {
	hashed, err := codeDirectory(signature)
	if err != nil {
		return 0, err
	}
	var d directory
	if err := binary.Read(bytes.NewReader(hashed), binary.BigEndian, &d); err != nil {
		return 0, err
	}
	switch pages := (uint64(len(code)) + 1<<d.PageShift - 1) >> d.PageShift; {
	case d.Magic != directoryMagic || d.Flags&adHoc == 0 || d.HashType != hashSHA256 || d.HashSize != sha256.Size:
		return 0, fmt.Errorf("its signature is not one ad hoc by SHA-256: %+v", d)
	case uint64(d.CodeLimit) != uint64(len(code)) || uint64(d.CodeSlots) != pages:
		return 0, fmt.Errorf("its signature covers %d of %d bytes, in %d of %d pages", d.CodeLimit, len(code), d.CodeSlots, pages)
	case uint64(d.HashesAt)+pages*sha256.Size > uint64(len(hashed)):
		return 0, errors.New("its signature is cut off")
	}
	hashes := hashed[d.HashesAt:]
	for page := range int(d.CodeSlots) {
		from := page << d.PageShift
		sum := sha256.Sum256(code[from:min(from+1<<d.PageShift, len(code))])
		if !bytes.Equal(sum[:], hashes[page*sha256.Size:][:sha256.Size]) {
			return 0, fmt.Errorf("page %d is not what was signed", page)
		}
	}
	return int(d.CodeSlots), nil
}

// codeDirectory returns the part of a signature that has the hashes, and what follows it.
func codeDirectory(signature []byte) ([]byte, error) {
	var head struct{ Magic, Length, Count uint32 }
	in := bytes.NewReader(signature)
	if err := binary.Read(in, binary.BigEndian, &head); err != nil || head.Magic != superBlob {
		return nil, errors.Join(errors.New("its signature has no head"), err)
	}
	for range head.Count {
		var slot struct{ Type, At uint32 }
		if err := binary.Read(in, binary.BigEndian, &slot); err != nil {
			return nil, err
		}
		if slot.Type == slotOfDirectory && uint64(slot.At) < uint64(len(signature)) {
			return signature[slot.At:], nil
		}
	}
	return nil, errors.New("its signature has no code directory")
}
