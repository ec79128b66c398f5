package certificate

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/sha512"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/ssh"
)

// sshSecretType is the kind of a secret key of OpenSSH, in PEM.
const sshSecretType = "OPENSSH PRIVATE KEY"

// Namespace is what an SSH signature of a certificate is for, in the words of ssh-keygen
// -n: one that was made for something else does not pass for it.
const Namespace = "osact-certificate"

// sshSecretKey reads a secret key that ssh-keygen has made.
func sshSecretKey(text []byte) (crypto.Signer, error) {
	key, err := ssh.ParseRawPrivateKey(text)
	if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
		return nil, errors.New("it is protected by a passphrase, which osact does not ask for: sign with a copy that has none (ssh-keygen -p -N '' -f COPY), or with a key of osact keygen")
	}
	if err != nil {
		return nil, err
	}
	return signer(key)
}

// sshPublicKey reads a public key as ssh-keygen writes it, in one line.
func sshPublicKey(text []byte) (crypto.PublicKey, error) {
	line, _, _, rest, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		return nil, errors.New("it is neither PEM nor a public key of OpenSSH")
	}
	if len(bytes.TrimSpace(rest)) > 0 {
		return nil, errors.New("it holds more than one key")
	}
	key, ok := line.(ssh.CryptoPublicKey)
	if !ok {
		return nil, errKinds
	}
	return known(key.CryptoPublicKey())
}

// SignSSH returns a signature of a file in the form of OpenSSH, as ssh-keygen -Y sign
// makes it.
func SignSSH(file []byte, key crypto.Signer) ([]byte, error) {
	by, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		return nil, err
	}
	sum := sha512.Sum512(file)
	about := struct{ Namespace, Reserved, Hash, Sum string }{Namespace, "", "sha512", string(sum[:])}
	signature, err := by.Sign(rand.Reader, append([]byte(sshMagic), ssh.Marshal(about)...))
	if err != nil {
		return nil, fmt.Errorf("the SSH signature can't be made: %w", err)
	}
	blob := append([]byte(sshMagic), ssh.Marshal(struct {
		Version                              uint32
		Key, Namespace, Reserved, Hash, Sign string
	}{1, string(by.PublicKey().Marshal()), Namespace, "", "sha512", string(ssh.Marshal(signature))})...)
	return pem.EncodeToMemory(&pem.Block{Type: "SSH SIGNATURE", Bytes: blob}), nil
}

// sshMagic begins what is signed, and the signature (PROTOCOL.sshsig of OpenSSH).
const sshMagic = "SSHSIG"
