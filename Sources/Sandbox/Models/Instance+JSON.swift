import JSON

extension Instance {
    /// What a row depends on beside the instance: the time and where the ports lead.
    struct View: Sendable {
        var now: Timestamp
        /// In seconds.
        var bootTime: Double
        var ssh: ComputeOptions.Endpoint
        var httpPort: Int
    }

    /// The row in `/instances`.
    func json(_ view: View) -> JSONValue {
        let phase = phase(at: view.now, bootTime: view.bootTime)
        var row: JSONObject = ["id": JSONValue(Int(id))]
        for name in ["name", "label", "type"] { row[name] = details[name] ?? .null }
        row.append(states(phase))
        row.append(["vast_id": JSONValue(31_200_000 &+ Int(id)), "ask_id": JSONValue(offerID)])
        for name in ["template_id", "template_hash_id", "template_image"] { row[name] = details[name] ?? .null }
        row.append(["image_uuid": .string(image), "image_runtype": .string(imageRuntype)])
        row["runtype"] = .string(runtype)
        row.append(machine(isRunning: phase == .running))
        row.append(addresses(phase, view))
        row.append(["dph_total": JSONValue(pricePerHour.amount), "start_date": JSONValue(createdAt.seconds)])
        row["end_date"] = JSONValue(createdAt.adding(seconds: 28 * 86_400).seconds)
        let uptime = (view.now.seconds(since: createdAt) - view.bootTime) / 60
        row["uptime_mins"] = phase == .running ? JSONValue(uptime.rounded(to: 10)) : .null
        row["geolocation"] = offer.map { .string($0.place) } ?? .null
        row["ssh_key_ids"] = details["ssh_key_ids"] ?? []
        row.append(["created_at": createdAt.json, "updated_at": updatedAt.json, "provision_state": nil])
        return .object(row)
    }

    private var offer: Offer? { Offer.withID(offerID) }
    private var runtype: String { details["runtype"]?.string ?? "ssh" }

    /// The image with a tag.
    private var image: String {
        let image = details["template_image"]?.string ?? "vastai/base-image"
        let name = image.split(separator: "/").last ?? ""
        return name.contains(":") || name.contains("@") ? image : "\(image):latest"
    }

    /// The runtype as rows spell it.
    private var imageRuntype: String {
        if runtype.hasPrefix("ssh") { return "ssh_direc ssh_proxy" }
        return runtype.hasPrefix("jupyter") ? "jupyter_direc ssh_proxy" : runtype
    }

    private func states(_ phase: Phase) -> JSONObject {
        let (status, actual, message): (String, String?, String?) =
            switch phase {
            case .provisioning: ("creating", nil, nil)
            case .created: ("created", "created", nil)
            case .loading(let percent):
                ("loading", "loading", "Pulling from \(image): 9c1b6dd6c1e6: Downloading \(percent)%")
            case .running:
                ("running", "running", "success, running \(image.replacing(":", with: "_"))/\(runtype)")
            case .failed:
                ("error", "created", "Error response from daemon: manifest for \(image) not found")
            case .offline: ("offline", "offline", "host offline")
            case .exited: ("exited", "exited", "exited: the balance is used up")
            }
        let intended: JSONValue = phase == .exited ? "stopped" : "running"
        return [
            "status": .string(status), "actual_status": actual.map { .string($0) } ?? .null,
            "intended_status": intended, "cur_state": intended, "next_state": intended,
            "status_msg": message.map { .string($0) } ?? .null,
        ]
    }

    private func machine(isRunning: Bool) -> JSONObject {
        let disk = details["disk_gb"]?.int ?? 0
        return [
            "gpu_name": offer.map { .string($0.card.name) } ?? .null,
            "num_gpus": offer.map { JSONValue($0.count) } ?? .null,
            "gpu_ram": offer.map { JSONValue($0.card.memory) } ?? .null,
            "gpu_util": isRunning ? .number("12.5") : .null, "gpu_temp": isRunning ? .number("48.0") : .null,
            "cpu_cores_effective": offer.map { JSONValue(Double($0.cores)) } ?? .null,
            "cpu_ram": offer.map { JSONValue($0.mainMemory) } ?? .null, "disk_space": JSONValue(Double(disk)),
            "disk_gb": JSONValue(disk), "disk_usage": isRunning ? .number("2.4") : .number("-1"),
            "inet_down": offer.map { JSONValue($0.download.rounded(to: 10)) } ?? .null,
            "inet_up": offer.map { JSONValue($0.upload.rounded(to: 10)) } ?? .null,
        ]
    }

    private func addresses(_ phase: Phase, _ view: View) -> JSONObject {
        let isKnown = [.running, .offline, .exited].contains(phase)
        // Who goes by these two takes the next port for Jupyter images.
        let port = imageRuntype.contains("jupyter") ? view.ssh.port - 1 : view.ssh.port
        return [
            "ssh_host": isKnown ? .string(view.ssh.host) : .null, "ssh_port": isKnown ? JSONValue(port) : .null,
            "public_ipaddr": isKnown ? .string(view.ssh.host) : .null,
            "ports": phase == .running
                ? ["22/tcp": Self.binding(view.ssh.port), "8000/tcp": Self.binding(view.httpPort)] : .null,
            "direct_port_start": -1, "direct_port_end": -1,
        ]
    }

    private static func binding(_ port: Int) -> JSONValue {
        [["HostIp": "0.0.0.0", "HostPort": .string(String(port))]]
    }
}

extension JSONObject {
    fileprivate mutating func append(_ other: JSONObject) { members += other.members }
}
