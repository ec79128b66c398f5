// Package certificate signs what a bundle shows, and checks such signatures: an in-toto
// statement about the result of a test, in a DSSE envelope. Its keys and its signatures
// are those of openssl.
package certificate

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
)

// NewKey makes an ed25519 key: the secret half as PKCS #8 and the public half as
// SubjectPublicKeyInfo, both in PEM.
func NewKey() (secret, public []byte, err error) {
	half, whole, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if secret, err = x509.MarshalPKCS8PrivateKey(whole); err != nil {
		return nil, nil, err
	}
	if public, err = x509.MarshalPKIXPublicKey(half); err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), nil
}

// errKinds says which keys there may be.
var errKinds = errors.New("it is neither an ed25519 nor an ECDSA P-256 key")

// SecretKey reads a secret key.
func SecretKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	switch {
	case block == nil:
		return nil, errors.New("it is not PEM")
	case block.Type == "PUBLIC KEY":
		return nil, errors.New("it is a public key: sign with the secret one")
	case block.Type == sshSecretType:
		return sshSecretKey(text)
	case block.Type != "PRIVATE KEY":
		return nil, fmt.Errorf("it is of the kind %.40q, and osact reads PRIVATE KEY (PKCS #8) and %s: openssl pkcs8 -topk8 -nocrypt turns others into the first", block.Type, sshSecretType)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	return signer(key)
}

// IsSSH reports that a secret key is in a form of OpenSSH.
func IsSSH(text []byte) bool {
	block, _ := pem.Decode(text)
	return block != nil && block.Type == sshSecretType
}

// signer returns a secret key of the kinds that there may be.
func signer(key any) (crypto.Signer, error) {
	switch key := key.(type) {
	case *ed25519.PrivateKey:
		return *key, nil
	case ed25519.PrivateKey:
		return key, nil
	case *ecdsa.PrivateKey:
		if key.Curve == elliptic.P256() {
			return key, nil
		}
	}
	return nil, errKinds
}

// known returns a public key of the kinds that there may be.
func known(key any) (crypto.PublicKey, error) {
	switch key := key.(type) {
	case ed25519.PublicKey:
		return key, nil
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() {
			return key, nil
		}
	}
	return nil, errKinds
}

// PublicKey reads a public key: SubjectPublicKeyInfo in PEM, or a line of OpenSSH.
func PublicKey(text []byte) (crypto.PublicKey, error) {
	block, _ := pem.Decode(text)
	switch {
	case block == nil:
		return sshPublicKey(text)
	case block.Type == "PRIVATE KEY" || block.Type == sshSecretType:
		return nil, errors.New("it is a secret key: verify with the public one, and keep the secret one to yourself")
	case block.Type != "PUBLIC KEY":
		return nil, fmt.Errorf("it is of the kind %.40q, and osact reads PUBLIC KEY", block.Type)
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	return known(key)
}

// KeyID names a public key: the SHA-256 of its SubjectPublicKeyInfo, in hex.
func KeyID(key crypto.PublicKey) (string, error) {
	encoded, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:]), nil
}

// sign signs a message.
func sign(key crypto.Signer, message []byte) ([]byte, error) {
	if _, ok := key.Public().(ed25519.PublicKey); ok {
		return key.Sign(rand.Reader, message, crypto.Hash(0))
	}
	sum := sha256.Sum256(message)
	return key.Sign(rand.Reader, sum[:], crypto.SHA256)
}

// signed reports whether a signature of a message is by a key.
func signed(key crypto.PublicKey, message, signature []byte) bool {
	switch key := key.(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(key, message, signature)
	case *ecdsa.PublicKey:
		sum := sha256.Sum256(message)
		return ecdsa.VerifyASN1(key, sum[:], signature)
	}
	return false
}
