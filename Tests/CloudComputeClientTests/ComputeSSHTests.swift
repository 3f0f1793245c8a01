import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeSSHTests {
    private static let ed25519 =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKpexl6CgbEnkwGi4bC+5ExsGo8hMF0hhC/RgZ7HQ+Fi user@laptop"
    private static let ecdsa =
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBKMuYwzqpsmySp4dTSMZEdvwVUNRIhD/"
        + "vN/nznv5HG33J5yS5jEAL/OYxLdlEgEuB+8DQlICmwg9IyIzciV4azc= user@laptop"
    private static let rsa =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDV26Ie8P86xTQRxdnXpvzdbVygblDvzI6ql3lcOv4KdSfWzdgYB9sGmaCNw0+GNkLYjC"
        + "VenxaajZ11u4983FWRz/xRu8IOkKEciVL+dZJKRxPzKeIT0r+rmhL+KD47WpwQZWxPRFMF56Rg0SgCJNRsQzJkkMBZrqKnqXB2ZV7TgUa+"
        + "bk88cFX0YBCseIjPN+YC3T499EvKoWipcNZNKmtEQQAtMW3KbUsJz+nZwNzSHV3GZd+lEVXYdgvSv6nRRVPgNaZz8E4xQVCYOvLgbkGHAl"
        + "RvdlVuprq98wkjwgCASDxpv2VTNl5eM6vkbas2KiSTsRYXdbC/xmkoWky2AdwnJiySWs6eAw7RjYxRzFUgebb0QvSWxlZPURrI/eg+BeayP"
        + "gbCU+nd8VpD3kbR0qiKx4zBohlGQdlZIidDUyzYbQ4tcCCM55Ah2lioW9d08H/Hf7F2786UU2Hr5B1UV6FclLA2+OzkJdz22e9hd00Izvkj"
        + "8Kl2FISr9v+Eu+D4cjs="

    @Test(arguments: [
        (ed25519, "ssh-ed25519", "user@laptop"),
        (ecdsa, "ecdsa-sha2-nistp256", "user@laptop"),
        (rsa, "ssh-rsa", ""),
    ])
    func keysAreReadAsSSHKeygenReadsThem(text: String, type: String, comment: String) throws {
        let key = try SSHPublicKey(" \(text)\r\n")
        #expect(key.text == text)
        #expect(key.type == type)
        #expect(key.comment == comment)
    }

    @Test func spacesAreMadeSingle() throws {
        let parts = Self.ed25519.split(separator: " ")
        let key = try SSHPublicKey("\(parts[0]) \t \(parts[1])   my old laptop ")
        #expect(key.text == "\(parts[0]) \(parts[1]) my old laptop")
        #expect(key.comment == "my old laptop")
    }

    @Test(arguments: [
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUSECRET\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nSECRET", "-----BEGIN ENCRYPTED PRIVATE KEY-----SECRET",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nSECRET", "PuTTY-User-Key-File-3: ssh-ed25519\nSECRET",
        "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUSECRET", "\(ed25519)\n-----BEGIN PRIVATE KEY-----\nSECRET",
    ])
    func aPrivateKeyIsRefusedAndNotRepeated(text: String) {
        let error = #expect(throws: CloudComputeError.self) { try SSHPublicKey(text) }
        #expect(error?.code == .rejected)
        #expect(error?.statusCode == nil)
        #expect(error?.message.contains("private key") == true)
        #expect(error?.message.contains("Nothing was sent") == true)
        #expect(error?.message.contains("SECRET") == false)
    }

    @Test(arguments: [
        "", " \n", "SECRET", "ssh-ed25519", "ssh-ed25519 SECRET!", "ssh-ed25519 U0VDUkVU",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIKpexl6CgbEnkwGi4bC+5ExsGo8hMF0hhC/RgZ7HQ+Fi SECRET",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKpexl6CgbEnkwGi4bC+5ExsGo8hMF0hhC/RgZ7H SECRET",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 SECRET", "\(ed25519)\n\(ed25519)", "\(ed25519) a\u{7}SECRET",
        "ssh-dss AAAAB3NzaC1kc3MAAAAA SECRET", "from=\"SECRET\" \(ed25519)",
        "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1l SECRET", "ssh-ed25519 AAAA SECRET",
        "-----BEGIN PUBLIC KEY-----\nSECRET",
    ])
    func whatIsNoPublicKeyIsRefusedAndNotRepeated(text: String) {
        let error = #expect(throws: CloudComputeError.self) { try SSHPublicKey(text) }
        #expect(error?.code == .rejected)
        #expect(error?.message.contains("Nothing was sent") == true)
        #expect(error?.message.contains("SECRET") == false)
        #expect(error?.message.contains("AAAA") == false)
    }

    @Test func listedKeysHaveTheValuesOfTheirRows() throws {
        let keys = try SSHKeyList(body: ComputeFixtures.bytes("ssh_keys_list")).keys
        #expect(keys.map(\.id) == [16, 17])
        #expect(keys.map(\.name) == ["laptop", nil])
        #expect(keys.map(\.fingerprint) == ["SHA256:exampleexampleexampleexampleexampleexample0", nil])
        #expect(keys.first?.publicKey?.hasPrefix("ssh-ed25519 AAAAC3") == true)
        #expect(keys.first?.createdAt == "2026-11-01T08:00:00.000000Z")
        let vast = try SSHKeyList(body: ComputeFixtures.bytes("ssh_keys_vast")).keys
        #expect(vast.map(\.id) == [123])
        #expect(vast.first?.publicKey?.hasSuffix(" user@laptop") == true)
        #expect(try SSHKeyList(body: ComputeFixtures.bytes("ssh_key_created")).keys.map(\.id) == [16])
        let created = #"{"success":true,"key":{"id":5,"public_key":"ssh-ed25519 A"}}"#
        #expect(try SSHKeyList(body: Array(created.utf8)).keys.first?.publicKey == "ssh-ed25519 A")
    }

    @Test(arguments: [
        (#""ports":{"22/tcp":[{"HostPort":"40022"}]},"public_ipaddr":"203.0.113.40""#, "203.0.113.40", 40_022),
        (#""ports":{"22/tcp":[40022]},"public_ipaddr":" 203.0.113.40\n""#, "203.0.113.40", 40_022),
        (
            #""ports":{"22/tcp":[40022]},"image_runtype":"jupyter_direc","public_ipaddr":"203.0.113.40""#,
            "203.0.113.40", 40_022
        ),
        (#""ports":null,"public_ipaddr":"203.0.113.40""#, "ssh7.vast.ai", 10_454),
        (#""ports":{"8000/tcp":[1]},"public_ipaddr":"203.0.113.40""#, "ssh7.vast.ai", 10_454),
        (#""ports":{"22/tcp":[40022]},"public_ipaddr":null"#, "ssh7.vast.ai", 10_454),
        (#""ports":{"22/tcp":[40022]},"public_ipaddr":"-oProxyCommand=x""#, "ssh7.vast.ai", 10_454),
        (#""image_runtype":"jupyter_direc ssh_direc ssh_proxy""#, "ssh7.vast.ai", 10_455),
        (#""image_runtype":null,"runtype":"Jupyter""#, "ssh7.vast.ai", 10_455),
    ])
    func theEndpointFollowsTheRule(members: String, host: String, port: Int) throws {
        let row = #"{"id":1,"ssh_host":"ssh7.vast.ai","ssh_port":"10454",\#(members)}"#
        let endpoint = try #require(Instance(JSONValue(parsing: row))?.sshEndpoint)
        #expect(endpoint == SSHEndpoint(user: "root", host: host, port: port))
    }

    @Test(arguments: [
        "-oProxyCommand=touch /tmp/x", "-h", "a b", "a\nb", "a\tb", "a\u{0}b", "a;b", "a$(b)", "a`b`", "a|b", "%h",
        "a@b", "", "а.рф", "host'", "\u{1B}[2J", "[::1]", "a/b", "a\\b", ".", String(repeating: "a", count: 254),
    ])
    func aHostileHostIsNoEndpoint(host: String) {
        #expect(SSHEndpoint(user: "root", host: host, port: 22) == nil)
        #expect(SSHEndpoint(user: host, host: "h", port: 22) == nil)
        let row = JSONValue.object(["id": 1, "ssh_host": .string(host), "ssh_port": 22, "public_ipaddr": .string(host)])
        #expect(Instance(row)?.sshEndpoint == nil)
        #expect(Instance(row)?.publicAddress == nil)
    }

    @Test func goodHostsAndPortsOnly() {
        for host in ["203.0.113.40", "ssh7.vast.ai", "2001:db8::1", "::1", "a_b-c"] {
            #expect(SSHEndpoint(user: "root", host: host, port: 22)?.host == host)
        }
        for port in [0, -1, 65_536] { #expect(SSHEndpoint(user: "root", host: "h", port: port) == nil) }
        #expect(Instance(["id": 1, "ssh_host": "h", "ssh_port": 65_535, "runtype": "jupyter"])?.sshEndpoint == nil)
        #expect(Instance(["id": 1, "ssh_host": "h", "ssh_port": .number("\(Int.max)")])?.sshEndpoint == nil)
    }
}
