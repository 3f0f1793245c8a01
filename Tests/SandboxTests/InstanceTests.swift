import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct InstanceTests {
    @Test func anOrderAnswersWithTheNewRow() async throws {
        try await ComputeScene.run { scene in
            #expect(try await scene.get("/instances").text == #"{"data":[]}"#)
            #expect(try await scene.post("/ssh-keys", ["public_key": .string(ComputeScene.key)]).status == 201)
            let answer = try await scene.post(
                "/instances",
                [
                    "type": 1, "ask_id": JSONValue(ComputeScene.offer), "name": "train-box",
                    "template_image": "vastai/vllm:v0.11.0", "template_id": 12, "template_hash_id": "9b1f",
                    "runtype": "ssh", "disk_gb": 60, "offer_disk_space": 412, "install_monitoring": false,
                    "ssh_key_ids": [16],
                ])
            #expect(answer.status == 201)
            #expect(answer.headers[.contentType] == "application/json")
            let row = try #require(answer.json?["data"]?.object)
            let expected: JSONObject = [
                "id": 564, "name": "train-box", "label": "train-box", "type": 1, "status": "creating",
                "actual_status": nil, "intended_status": "running", "cur_state": "running", "next_state": "running",
                "status_msg": nil, "vast_id": 31_200_564, "ask_id": JSONValue(ComputeScene.offer), "template_id": 12,
                "template_hash_id": "9b1f", "template_image": "vastai/vllm:v0.11.0",
                "image_uuid": "vastai/vllm:v0.11.0", "image_runtype": "ssh_direc ssh_proxy", "runtype": "ssh",
                "gpu_name": "RTX 4090", "num_gpus": 1, "gpu_ram": 24_564, "gpu_util": nil, "gpu_temp": nil,
                "disk_gb": 60, "ssh_host": nil, "ssh_port": nil, "public_ipaddr": nil, "ports": nil,
                "dph_total": .number("0.3523"), "start_date": .number("1795425600.25"), "uptime_mins": nil,
                "geolocation": "Czechia, CZ", "ssh_key_ids": [16], "created_at": "2026-11-23T09:20:00.250000Z",
                "updated_at": "2026-11-23T09:20:00.250000Z", "provision_state": nil,
            ]
            for member in expected.members { #expect(row[member.name] == member.value, "\(member.name)") }
            #expect(try await scene.get("/instances").text == #"{"data":[\#(JSONValue.object(row).jsonText)]}"#)
            #expect(try await scene.row() == .object(row))
        }
    }

    @Test func statesFollowTheTime() async throws {
        var options = ComputeOptions()
        options.sshEndpoint = .init(host: "127.0.0.2", port: 2222)
        options.httpPort = 8081
        try await ComputeScene.run(options) { scene in
            try await scene.rent()
            var seen: [JSONValue?] = []
            for _ in 0..<5 {
                let row = try await scene.row()
                seen.append(row["actual_status"])
                if row["status"] != "running" {
                    #expect(row["ports"]?.isNull == true && row["ssh_host"]?.isNull == true)
                }
                if row["status"] == "loading" {
                    #expect(row["status_msg"]?.string?.hasPrefix("Pulling from vastai/base-image:latest") == true)
                }
                scene.time.advance(by: 2)
            }
            #expect(seen == [.null, "created", "loading", "loading", "running"])
            scene.time.advance(by: 50)
            let row = try await scene.row()
            #expect(row["status_msg"] == "success, running vastai/base-image_latest/ssh")
            #expect(row["ssh_host"] == "127.0.0.2" && row["public_ipaddr"] == "127.0.0.2")
            #expect(row["ssh_port"] == 2222)
            #expect(row["uptime_mins"]?.double == 0.9)
            #expect(
                row["ports"]?.jsonText
                    == #"{"22/tcp":[{"HostIp":"0.0.0.0","HostPort":"2222"}],"#
                    + #""8000/tcp":[{"HostIp":"0.0.0.0","HostPort":"8081"}]}"#)
        }
    }

    @Test func theTimeToBootIsChosen() async throws {
        try await ComputeScene.run(ComputeOptions(bootTime: .seconds(80))) { scene in
            try await scene.rent()
            for (status, seconds) in [("creating", 20.0), ("created", 20), ("loading", 39), ("loading", 1)] {
                #expect(try await scene.row()["status"]?.string == status)
                scene.time.advance(by: seconds)
            }
            #expect(try await scene.row()["status"] == "running")
        }
        try await ComputeScene.run(ComputeOptions(bootTime: .zero)) { scene throws in
            #expect(try await scene.rent()["status"] == "running")
        }
    }

    @Test(arguments: [
        ("x-fail-boot", ["creating", "loading", "error", "error"]),
        ("never-boots", ["creating", "loading", "loading", "loading"]),
        ("goes Offline", ["creating", "loading", "running", "offline"]),
    ])
    func namesSteerHowAnInstanceFares(name: String, statuses: [String]) async throws {
        try await ComputeScene.run { scene in
            try await scene.rent(name: name)
            var seen: [String?] = []
            for seconds in [4.0, 4, 8, 0] {
                seen.append(try await scene.row()["status"]?.string)
                scene.time.advance(by: seconds)
            }
            #expect(seen == statuses)
            // Another name does not heal it.
            #expect(try await scene.patch("/instances/564", ["name": "fine"]).status == 200)
            #expect(try await scene.row()["status"]?.string == statuses.last)
        }
    }

    @Test func theTwoWaysToAJupyterImageLeadToTheSamePort() async throws {
        try await ComputeScene.run(ComputeOptions(bootTime: .zero)) { scene in
            let answer = try await scene.post(
                "/instances", ["ask_id": JSONValue(ComputeScene.offer), "runtype": "jupyter"])
            let row = try #require(answer.json?["data"])
            #expect(row["image_runtype"]?.string?.contains("jupyter") == true)
            let bound = row["ports"]?["22/tcp"]?.array?.first?["HostPort"]?.int
            #expect(bound == row["ssh_port"]?.int.map { $0 + 1 })
        }
    }

    @Test func namesAndLabelsChangeAlone() async throws {
        try await ComputeScene.run { scene in
            try await scene.rent()
            scene.time.advance(by: 1)
            let both = try await scene.patch("/instances/564", ["label": "night run", "name": "ночь\u{0}"])
            #expect(both.status == 200)
            #expect(both.json?["data"]?["label"] == "night run")
            #expect(both.json?["data"]?["name"] == "ночь\u{0}")
            #expect(both.json?["data"]?["updated_at"] == "2026-11-23T09:20:01.250000Z")
            #expect(both.json?["data"]?["created_at"] == "2026-11-23T09:20:00.250000Z")
            let one = try await scene.patch("/instances/564", ["label": ""])
            #expect(one.json?["data"]?["label"] == "")
            #expect(one.json?["data"]?["name"] == "ночь\u{0}")
            #expect(try await scene.row() == one.json?["data"])
        }
    }

    @Test func aDestroyedInstanceIsGoneAndItsIDIsNotUsedAgain() async throws {
        try await ComputeScene.run { scene in
            try await scene.rent()
            let answer = try await scene.delete("/instances/564")
            #expect(answer.status == 200)
            #expect(answer.text == #"{"message":"Instance deleted."}"#)
            let missing = #"{"message":"No query results for model [App\\Models\\Instance] 564"}"#
            for again in [
                try await scene.get("/instances/564"), try await scene.delete("/instances/564"),
                try await scene.patch("/instances/564", ["name": "x"]),
            ] {
                #expect(again.status == 404)
                #expect(again.text == missing)
            }
            #expect(try await scene.rent()["id"] == 565)
        }
    }

    @Test(arguments: ["0", "-1", "abc", "99999999999999999999", "564.5", "%00", "%F0%9F%98%80"])
    func idsThatAreNoneAre404(id: String) async throws {
        try await ComputeScene.run { scene in
            for path in ["/instances/", "/ssh-keys/"] {
                let answer = try await scene.delete(path + id)
                #expect(answer.status == 404)
                #expect(answer.json?["message"]?.string?.hasPrefix("No query results for model [App") == true)
            }
        }
    }

    @Test(arguments: [
        ("/offers", HTTPRequest.Method.post, "GET"), ("/instances", .delete, "GET, POST"),
        ("/instances/564", .put, "GET, PATCH, DELETE"), ("/ssh-keys", .patch, "GET, POST"),
        ("/ssh-keys/16", .get, "DELETE"),
    ])
    func otherMethodsAre405(path: String, method: HTTPRequest.Method, allowed: String) async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.send(method, path)
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == allowed)
            #expect(
                answer.json?["message"]?.string
                    == "The \(method.rawValue) method is not supported for route api/v1\(path). "
                    + "Supported methods: \(allowed).")
        }
    }
}
