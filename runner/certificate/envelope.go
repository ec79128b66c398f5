package certificate

import (
	"crypto"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/osact/osact/runner/strictjson"
)

// payloadType is the media type of an in-toto statement.
const payloadType = "application/vnd.in-toto+json"

// envelope is a DSSE envelope. Its bytes are in base64.
type envelope struct {
	PayloadType string      `json:"payloadType"`
	Payload     []byte      `json:"payload"`
	Signatures  []signature `json:"signatures"`
}

type signature struct {
	KeyID string `json:"keyid"`
	Sig   []byte `json:"sig"`
}

// message is what is signed: the pre-authentication encoding of DSSE v1.
func message(payload []byte) []byte {
	return fmt.Appendf(nil, "DSSEv1 %d %s %d %s", len(payloadType), payloadType, len(payload), payload)
}

// Sign returns a statement in an envelope, as a file holds it.
func Sign(s Statement, key crypto.Signer) ([]byte, error) { return signPayload(s, key) }

func signPayload(s any, key crypto.Signer) ([]byte, error) {
	payload, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	id, err := KeyID(key.Public())
	if err != nil {
		return nil, err
	}
	sig, err := sign(key, message(payload))
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(envelope{payloadType, payload, []signature{{id, sig}}}, "", "  ")
	return append(text, '\n'), err
}

// Open returns the statement of an envelope that is signed by a key.
func Open(text []byte, key crypto.PublicKey) (Statement, error) {
	var e envelope
	if err := strictjson.Read(text, &e); err != nil {
		return Statement{}, fmt.Errorf("it is no DSSE envelope: %w", err)
	}
	if e.PayloadType != payloadType {
		return Statement{}, fmt.Errorf("it is about %.60q, and not an in-toto statement", e.PayloadType)
	}
	if len(e.Signatures) == 0 {
		return Statement{}, errors.New("it is not signed")
	}
	id, err := KeyID(key)
	if err != nil {
		return Statement{}, err
	}
	for _, s := range e.Signatures {
		if signed(key, message(e.Payload), s.Sig) {
			return readStatement(e.Payload)
		}
		if s.KeyID == id {
			return Statement{}, errors.New("its signature is not of this statement: one of them was altered")
		}
	}
	return Statement{}, fmt.Errorf("it is signed by another key, %.16s, and not by %.16s", e.Signatures[0].KeyID, id)
}
