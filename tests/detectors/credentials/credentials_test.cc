#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("credential.*") {
  const TextCase cases[] = {
      {"user and password", "Username: crogers80\nPassword: Tulip-Barn-4471", "credential.password"},
      {"in a sentence", "the password is Stetho$cope77 , same as the tablet", "credential.password"},
      {"temporary", "Log in with mayrose and temporary password Cedar!Wren82 and change it.", "credential.password"},
      {"pw", "studio login is cvstreams, pw GoCougs_2026#blue", "credential.password"},
      {"WPA2", "SSID CV-EVENT, WPA2 passphrase is \"harvest4mud!lantern\"", "credential.password"},
      {"table", "User\tPassword\nquinma\tBlue42sky\nashde\tRed77moon", "credential.password"},
      {"PIN", "His voicemail PIN is 4471.", "credential.password"},
      {"Spanish", "La contraseña es Luna2026!", "credential.password"},
      {"next line", "Your new password:\nWren82-Cedar", "credential.password"},
      {"wifi", "wifi password: panthers2026", "credential.password"},
      {"advice", "A decent password is four unrelated words and something odd.", ""},
      {"policy", "Passwords must be at least 8 characters with letters, digits and symbols.", ""},
      {"reset", "Forgot your password? Use the reset link at https://portal.maplefork.example/reset", ""},
      {"expires", "Your portal password expires today.", ""},
      {"never asks", "We will never ask for your password by email.", ""},
      {"Zoom", "Zoom meeting ID 812 4471 9920, passcode 392817", ""},
      {"Kahoot", "Kahoot game PIN 7719203", ""},
      {"masked", "Password: ********", ""},
      {"by phone", "I'll give you the password by phone.", ""},
      {"username only", "Your username is mquintero.", ""},
      {"sign-in book", "Sign in at the front desk, login not needed.", ""},
      {"pass", "Bring your hall pass 204 to room 12.", ""},
      {"bus pass", "The bus pass is $20 in 2026.", ""},
      {"pin as in badge", "Each student gets a 2026 pin and a ribbon.", ""},
      {"date after it", "The password changes 04/12/2026.", ""},
      {"private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA", "credential.secret_key"},
      {"client secret", "client_secret = 9fQ2vLx7TtB0mZr8KdYw4HsEoPu1NcGa", "credential.secret_key"},
      {"AWS", "use AKIAIOSFODNN7ABCDEFG for the bucket", "credential.secret_key"},
      {"API key", "API key: 7d1f0a9c3b5e48d2a6f1c0b9e8d7a6f5", "credential.secret_key"},
      {"bearer", "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123456", "credential.secret_key"},
      {"public key", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0", ""},
      {"talk", "Ask the vendor for an API key.", ""},
      {"placeholder", "api_key = YOUR_API_KEY_HERE", ""},
      {"token as coin", "The arcade token is worth 25 cents.", ""},
      {"secret santa", "Secret Santa gifts under $10 please.", ""},
      {"answer key", "The answer key for unit 4 is attached.", ""},
      {"key to success", "The secret is practice; the key is sleep.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
