import ArgumentParser
import CloudComputeClient
import JSON
import Localization
import Settings

/// The option by which a command talks to a model on an instance: `--on instance:564`.
struct InstanceTargetOption: ParsableArguments {
    @Option(
        name: .customLong("on"),
        help: ArgumentHelp(
            "Talk to the model on this instance, through a tunnel of its own; port 8000 and path /v1 by default.",
            valueName: "instance:id[:port][/path]"),
        completion: .stored(.instancePlaces))
    var place: Place?

    @OptionGroup var modelKey: ModelKeyOption
    @OptionGroup(title: "The tunnel of --on") var ssh: SSHOptions

    /// An instance and where on it the model is.
    struct Place: ExpressibleByArgument, Sendable {
        var instance: String
        /// The port on the instance.
        var port = 8000
        /// The path of the API there.
        var path = "/v1"

        init?(argument: String) {
            guard argument.hasPrefix("instance:") else { return nil }
            var rest = argument.dropFirst("instance:".count)
            if let slash = rest.firstIndex(of: "/") {
                path = String(rest[slash...])
                rest = rest[..<slash]
            }
            if let colon = rest.lastIndex(of: ":") {
                guard let port = Int(rest[rest.index(after: colon)...]), (1...65_535).contains(port) else { return nil }
                self.port = port
                rest = rest[..<colon]
            }
            if rest.isEmpty { return nil }
            instance = String(rest)
        }
    }
}

/// The option by which a command takes the key of the model on an instance.
///
/// The key of CloudCompute is never sent there: whoever runs the instance could read it.
struct ModelKeyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the key that the model on the instance wants from this file; without it the one that the instance "
                + "tells of itself, if any.", valueName: "file"), completion: .file())
    var modelKeyFile: String?

    /// The key for the model on an instance.
    ///
    /// - Throws: ``CommandFailure`` where the file cannot be read.
    func key(for instance: Instance) throws -> String? {
        if let modelKeyFile {
            let bytes = try ArgumentFile.bytes(modelKeyFile, as: Message("The key file"))
            guard let content = KeyFileText(String(decoding: bytes.prefix(65_536), as: UTF8.self)) else {
                throw CommandFailure(
                    localized(
                        "The key file \(modelKeyFile) should hold the key on one line, and nothing else but lines that begin "
                            + "with #."), .configuration)
            }
            return content.key.secret
        }
        let key = instance.json["provision_state"]?["api_key"]?.string ?? ""
        return key.isEmpty ? nil : key
    }
}
