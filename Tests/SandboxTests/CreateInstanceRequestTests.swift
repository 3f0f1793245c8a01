import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct OrderCheckTests {
    @Test(arguments: [
        (#""disk_gb":7"#, "disk_gb", "The disk gb field must be at least 8."),
        (#""disk_gb":413"#, "disk_gb", "The disk gb field must not be greater than 412."),
        (#""disk_gb":"much""#, "disk_gb", "The disk gb field must be an integer."),
        (#""type":1.5"#, "type", "The type field must be an integer."),
        (#""type":1e999"#, "type", "The type field must be an integer."),
        (#""template_id":99999999999999999999"#, "template_id", "The template id field must be an integer."),
        (#""name":5"#, "name", "The name field must be a string."),
        (#""template_image":[]"#, "template_image", "The template image field must be a string."),
        (#""template_hash_id":{}"#, "template_hash_id", "The template hash id field must be a string."),
        (#""runtype":true"#, "runtype", "The runtype field must be a string."),
        (#""stats":{}"#, "stats", "The stats field must be a string."),
        (#""offer_disk_space":"x""#, "offer_disk_space", "The offer disk space field must be a number."),
        (#""install_monitoring":"yes""#, "install_monitoring", "The install monitoring field must be true or false."),
        (#""ssh_key_ids":16"#, "ssh_key_ids", "The ssh key ids field must be an array."),
        (#""ssh_key_ids":["a"]"#, "ssh_key_ids.0", "The ssh_key_ids.0 field must be an integer."),
        (#""ssh_key_ids":[99]"#, "ssh_key_ids.0", "The selected ssh_key_ids.0 is invalid."),
    ])
    func fieldsThatDoNotFitAreNamed(field: String, name: String, message: String) async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.send(.post, "/instances", raw: #"{"ask_id":3041772,\#(field)}"#)
            #expect(answer.status == 422)
            #expect(answer.text == #"{"message":"\#(message)","errors":{"\#(name)":["\#(message)"]}}"#)
            #expect(try await scene.ids("/instances") == [])
        }
    }

    @Test func allComplaintsComeAtOnce() async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.post("/instances", ["disk_gb": 1])
            #expect(answer.status == 422)
            #expect(
                answer.text
                    == #"{"message":"The ask id field is required. (and 1 more error)","errors":{"#
                    + #""ask_id":["The ask id field is required."],"#
                    + #""disk_gb":["The disk gb field must be at least 8."]}}"#)
        }
    }

    @Test func numbersMayBeStringsAndOptionalFieldsNull() async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.post(
                "/instances", ["ask_id": "3041772", "disk_gb": "412", "name": nil, "ssh_key_ids": nil])
            #expect(answer.status == 201)
            #expect(answer.json?["data"]?["disk_gb"] == 412)
            #expect(answer.json?["data"]?["name"]?.isNull == true)
        }
    }

    @Test(arguments: [
        ("", "body"), ("not json", "body"), ("[]", "body"), ("null", "body"), ("\u{0}", "body"),
        (String(repeating: "[", count: 100_000), "body"), (#"{"name":null}"#, "name"), (#"{"label":7}"#, "label"),
        (#"{"name":"\#(String(repeating: "x", count: 257))"}"#, "name"),
        (#"{"label":"\#(String(repeating: "x", count: 1 << 20))"}"#, "label"),
    ])
    func hostileBodiesAreRefused(body: String, field: String) async throws {
        try await ComputeScene.run { scene in
            try await scene.rent()
            let before = try await scene.row()
            let answer = try await scene.send(.patch, "/instances/564", raw: body)
            #expect(answer.status == 422)
            #expect(answer.json?["message"]?.string?.isEmpty == false)
            #expect(answer.json?["errors"]?[field]?.array?.count == 1)
            for path in ["/instances", "/ssh-keys"] {
                let answer = try await scene.send(.post, path, raw: body)
                #expect(answer.status == 422)
                #expect(answer.json?["errors"]?.object != nil)
            }
            #expect(try await scene.row() == before)
        }
    }

    @Test func aNameMayHaveAsManyCharactersAsAllowed() async throws {
        try await ComputeScene.run { scene throws in
            let name = String(repeating: "ё", count: 256)
            #expect(try await scene.rent(name: name)["name"]?.string == name)
        }
    }

    @Test func aBodyWithoutEndIsRefused() async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.send(
                .post, "/instances", raw: #"{"name":"\#(String(repeating: "x", count: 5 << 20))"}"#)
            #expect(answer.status == 413)
            #expect(answer.text == #"{"message":"The POST data is too large."}"#)
            #expect(try await scene.ids("/instances") == [])
        }
    }
}
