import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct SSHKeyTests {
    @Test func keysAreAddedListedAndDropped() async throws {
        try await ComputeScene.run { scene in
            #expect(try await scene.get("/ssh-keys").text == #"{"data":[]}"#)
            let added = try await scene.post(
                "/ssh-keys", ["public_key": .string(" \(ComputeScene.key)\n"), "name": "laptop"])
            #expect(added.status == 201)
            let row = #"""
                {"id":16,"name":"laptop","public_key":"\#(ComputeScene.key)","fingerprint":null,\#
                "created_at":"2026-11-23T09:20:00.250000Z","updated_at":"2026-11-23T09:20:00.250000Z"}
                """#
            #expect(added.text == #"{"data":\#(row)}"#)
            #expect(try await scene.get("/ssh-keys").text == #"{"data":[\#(row)]}"#)
            let dropped = try await scene.delete("/ssh-keys/16")
            #expect(dropped.status == 200)
            #expect(dropped.text == #"{"message":"SSH key deleted."}"#)
            let again = try await scene.delete("/ssh-keys/16")
            #expect(again.status == 404)
            #expect(again.text == #"{"message":"No query results for model [App\\Models\\SshKey] 16"}"#)
            #expect(
                try await scene.post("/ssh-keys", ["public_key": .string(ComputeScene.key)]).json?["data"]?["id"] == 17)
        }
    }

    @Test func aKeyIsTakenOnceWhateverItsComment() async throws {
        try await ComputeScene.run { scene in
            #expect(try await scene.post("/ssh-keys", ["public_key": .string(ComputeScene.key)]).status == 201)
            let answer = try await scene.post("/ssh-keys", ["public_key": .string(ComputeScene.key + " again")])
            #expect(answer.status == 422)
            #expect(
                answer.text
                    == #"{"message":"The public key has already been taken.","#
                    + #""errors":{"public_key":["The public key has already been taken."]}}"#)
            #expect(try await scene.ids("/ssh-keys") == [16])
        }
    }

    @Test(arguments: [
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n",
        "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 !!!!", "ssh-ed25519 AAAA",
        "ssh-rsa \(ComputeScene.key.split(separator: " ")[1])", "ssh-nothing AAAAC3NzaC1lZDI1NTE5",
        "\(ComputeScene.key)\n\(ComputeScene.key)", "\(ComputeScene.key)\u{0}",
    ])
    func whatIsNoPublicKeyIsRefused(text: String) async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.post("/ssh-keys", ["public_key": .string(text), "name": "x"])
            #expect(answer.status == 422)
            #expect(
                answer.text
                    == #"{"message":"The public key field format is invalid.","#
                    + #""errors":{"public_key":["The public key field format is invalid."]}}"#)
        }
    }

    @Test func aKeyIsRequired() async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.post("/ssh-keys", ["name": "x"])
            #expect(answer.status == 422)
            #expect(answer.json?["errors"]?["public_key"] == ["The public key field is required."])
        }
    }
}
