import ArgumentParser
import CloudComputeClient
import JSON
import Localization

/// Whether instances are printed as JSON, and with their secrets or without.
struct InstanceJSONOptions: ParsableArguments {
    @Flag(help: "Print the server's own JSON, with its keys and tokens as [hidden].")
    var json = false

    @Flag(help: "With --json, print the keys and tokens too.")
    var showSecrets = false

    func validate() throws {
        if showSecrets, !json { throw ValidationError(localized("--show-secrets goes with --json.")) }
    }

    func text(_ instance: Instance) -> String {
        (showSecrets ? instance.json : instance.publicJSON).jsonText + "\n"
    }

    func bytes(_ list: InstanceList) -> [UInt8] {
        let body = showSecrets ? list.body : list.publicBody
        return body.last == 0x0A ? body : body + [0x0A]
    }
}
