import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeInstanceTests {
    private func instance(_ text: String) throws -> Instance {
        try #require(Instance(JSONValue(parsing: text)))
    }

    @Test(
        arguments: [
            ("created", 566, "created", .pending), ("destroyed", 579, "destroyed", .destroyed),
            ("error_create", 578, "error", .dead), ("exited", 572, "exited", .dead), ("frozen", 573, "frozen", .idle),
            ("loading", 567, "loading", .pending), ("offline", 576, "offline", .suspect),
            ("ports_ints", 564, "running", .up), ("provisioning_null", 565, "creating", .pending),
            ("rebooting", 574, "rebooting", .pending), ("running", 564, "running", .up),
            ("running_provision_failed", 570, "error", .dead), ("running_provisioning", 568, "running", .up),
            ("running_ready_api", 569, "running", .up), ("scheduling", 577, "scheduling", .pending),
            ("stopped", 571, "stopped", .idle), ("unknown", 575, "unknown", .suspect),
            ("unwrapped", 564, "running", .up), ("vast_key", 564, "running", .up),
        ] as [(String, Int, String, InstanceState.Kind)])
    func everyStateIsRead(name: String, id: Int, state: String, kind: InstanceState.Kind) throws {
        let list = try InstanceList(body: ComputeFixtures.bytes("instance_\(name)"))
        #expect(list.instances.count == 1)
        let instance = try #require(list.instances.first)
        #expect(instance.id == id)
        #expect(instance.state.rawValue == state)
        #expect(instance.state.kind == kind)
        #expect(instance.displayName == "train-box")
        #expect(instance.gpuName == "RTX 4090")
        #expect(instance.gpuCount == 1)
        #expect(instance.pricePerHour == 0.3523)
        #expect(instance.image == "vastai/vllm:v0.11.0")
        #expect(instance.runtype == "ssh")
        #expect(instance.diskSpace == 60)
        #expect(instance.geolocation == "Czechia, CZ")
        #expect(instance.startedAt == 1_795_425_600.25)
        #expect(instance.askID == 30_417_721)
    }

    @Test func statusMessagesTellWhatWentWrong() throws {
        #expect(
            try ComputeFixtures.instance("instance_loading")?.statusMessage
                == "Pulling from vastai/vllm: 9c1b6dd6c1e6: Downloading 41%")
        #expect(
            try ComputeFixtures.instance("instance_running_provision_failed")?.statusMessage
                == "vLLM died before completing startup")
        #expect(
            try ComputeFixtures.instance("instance_error_create")?.statusMessage
                == "Error response from daemon: manifest for nosuch/image:latest not found")
        #expect(try ComputeFixtures.instance("instance_stopped")?.statusMessage == nil)
    }

    @Test func listsAreRead() throws {
        let list = try InstanceList(body: ComputeFixtures.bytes("instances_list"))
        #expect(list.instances.map(\.id) == [564, 567, 572, 565])
        #expect(list.isComplete)
        #expect(try InstanceList(body: ComputeFixtures.bytes("instances_empty")).instances.isEmpty)
        #expect(try InstanceList(body: ComputeFixtures.bytes("instances_vast_v1")).instances.map(\.id) == [564])
        #expect(try ComputeFixtures.instance("create_response_201")?.id == 565)
    }

    @Test(
        arguments: [
            (#"{"id":1}"#, "provisioning", .pending), (#"{"id":1,"actual_status":null}"#, "provisioning", .pending),
            (#"{"id":1,"status":"ERROR","actual_status":"running"}"#, "ERROR", .dead),
            (#"{"id":1,"status":"RUNNING"}"#, "RUNNING", .up),
            (#"{"id":1,"status":"running","actual_status":null}"#, "provisioning", .pending),
            (#"{"id":1,"actual_status":"Dancing"}"#, "Dancing", .other),
            (#"{"id":1,"status":"  "}"#, "provisioning", .pending),
            (#"{"id":1,"status":[],"actual_status":{}}"#, "provisioning", .pending),
            (#"{"id":1,"actual_status":null,"cur_state":"unloaded"}"#, "destroyed", .destroyed),
            (#"{"id":1,"actual_status":"exited","intended_status":"running","next_state":"stopped"}"#, "exited", .dead),
            (
                #"{"id":1,"actual_status":"Exited","intended_status":"Running","next_state":"Running"}"#, "scheduling",
                .pending
            ),
        ] as [(String, String, InstanceState.Kind)])
    func oddStatesAreClassed(row: String, state: String, kind: InstanceState.Kind) throws {
        let state = InstanceState(state)
        #expect(try instance(row).state == state)
        #expect(state.kind == kind)
        #expect("\(state)" == state.rawValue)
    }

    @Test(
        arguments: [
            (
                #"{"22/tcp":[{"HostIp":"0.0.0.0","HostPort":"40022"},{"HostIp":"::","HostPort":"40022"}]}"#,
                ["22/tcp": [40022]]
            ),
            (
                #"{"22/tcp":[40022,"40023"],"8000":8001,"53/UDP":"53"}"#,
                ["22/tcp": [40022, 40023], "8000/tcp": [8001], "53/udp": [53]]
            ),
            ("[40022,40180]", ["": [40022, 40180]]), ("null", [:]), ("true", [:]), ("{}", [:]),
            (#"{"22/tcp":null,"80/tcp":[null,{},{"HostPort":"x"},0,70000,-1]}"#, [:]),
            (#""{\"22/tcp\":[{\"HostPort\":\"40022\"}]}""#, ["22/tcp": [40022]]),
            (#""0.0.0.0:40022->22/tcp, :::40022->22/tcp, 8080""#, ["22/tcp": [40022], "": [8080]]),
            (#""\"\"""#, [:]), (#""nonsense""#, [:]),
        ] as [(String, [String: [Int]])])
    func portsOfAllShapesAreRead(ports: String, expected: [String: [Int]]) throws {
        #expect(try instance(#"{"id":1,"ports":\#(ports)}"#).ports == expected)
    }

    @Test func timesAreReadInEitherForm() throws {
        #expect(try instance(#"{"id":1,"start_date":"1795425600.25"}"#).startedAt == 1_795_425_600.25)
        #expect(try instance(#"{"id":1,"start_date":"2026-11-01T08:00:00.500000Z"}"#).startedAt == 1_793_520_000.5)
        #expect(try instance(#"{"id":1,"start_date":"2026-11-01T08:00:00Z"}"#).startedAt == 1_793_520_000)
        #expect(try instance(#"{"id":1,"start_date":"2026-11-01T11:00:00+03:00"}"#).startedAt == 1_793_520_000)
        #expect(try instance(#"{"id":1,"started_at":"2026-11-01 08:00:00"}"#).startedAt == 1_793_520_000)
        for odd in [
            "null", "-1", "0", "true", "[]", #""yesterday""#, #"".""#, #""2026-13-01T08:00:00Z""#,
        ] {
            #expect(try instance(#"{"id":1,"start_date":\#(odd)}"#).startedAt == nil, "\(odd)")
        }
    }

    @Test func oddRowsNeverKillAList() throws {
        let body = #"""
            {"data":[null,[],7,{"id":{}},{"id":"8","name":"","label":null,"num_gpus":{},"dph_total":"-","disk_space":"60",
            "public_ipaddr":[],"ssh_host":5,"ssh_port":{},"ports":7,"provision_state":"x","status":9,"error":"e"},{"id":9}]}
            """#
        let list = try InstanceList(body: Array(body.utf8))
        #expect(list.instances.map(\.id) == [8, 9])
        #expect(list.instances.first?.displayName == "instance 8")
        #expect(list.instances.first?.diskSpace == 60)
        #expect(list.instances.first?.ports == ["": [7]])
    }

    @Test func anErrorOfAnUnwrappedInstanceIsNotOneOfTheRequest() throws {
        let body = #"{"id":8,"status":"error","error":"pull failed"}"#
        #expect(try InstanceList(body: Array(body.utf8)).instances.first?.state.kind == .dead)
    }

    @Test func theRequestHasWhatIsSetAndNoMore() throws {
        #expect(InstanceRequest(askID: 5).json.jsonText == #"{"ask_id":5}"#)
        let request = InstanceRequest(
            askID: 30_417_721, type: 1, name: "train-box", templateImage: "vastai/vllm", templateID: 12,
            templateHashID: "9b1f0a6c4f3d4c5e8a7700d1c2b3a4f5", runtype: "ssh", diskGB: 60, offerDiskSpace: 412,
            installMonitoring: false, sshKeyIDs: [16])
        #expect(request.json == (try JSONValue(parsing: ComputeFixtures.bytes("create_request"))))
        let other = InstanceRequest(
            askID: 5, stats: "s", offerDiskSpace: 412.5, other: ["env": ["A": "b"], "ask_id": 6])
        #expect(
            other.json.jsonText == #"{"ask_id":5,"stats":"s","offer_disk_space":412.5,"env":{"A":"b"}}"#)
    }
}
