import CloudComputeClient
import JSON
import Localization
import Settings

/// The settings in force, and the address that requests go to.
struct AddressFacts: Sendable {
    enum Address: Sendable, Hashable {
        case usable(BaseURL)
        /// It cannot be used; why, as a sentence.
        case unusable(String, ExitCode)
    }

    var profile: String
    var profileSource: String
    var address: Address
    var addressSource: String
    var allowsInsecureHTTP: Bool

    /// The base URL where it is one.
    var url: BaseURL? { if case .usable(let url) = address { url } else { nil } }

    var check: DoctorCheck {
        var facts: JSONObject = [
            "profile": .string(profile), "profile_source": .string(profileSource), "source": .string(addressSource),
        ]
        switch address {
        case .unusable(let words, let code):
            return .error(
                "settings", words,
                fix: localized("Correct the base URL (\(addressSource)); \(BaseURL.cloudCompute) is the standard one."),
                code,
                facts)
        case .usable(let url):
            facts["base_url"] = .string("\(url)")
            facts["encrypted"] = .bool(url.isSecure)
            let place = localized("Profile \(profile) (\(profileSource)) with \(url) (\(addressSource))")
            if url.isSecure || url.isLoopback { return .ok("settings", "\(place).", facts) }
            let fix = localized("Begin the base URL with https://.")
            return allowsInsecureHTTP
                ? .warning(
                    "settings", localized("\(place), where keys and prompts go unencrypted."), fix: fix,
                    facts)
                : .error(
                    "settings",
                    localized("\(place) would get keys and prompts unencrypted, so it is not used."),
                    fix: localized(
                        "Begin the base URL with https://, or set allow_insecure_http: true in the profile."),
                    .configuration, facts)
        }
    }
}

extension AddressFacts {
    static func gather(_ settings: Settings) -> AddressFacts {
        let address: Address
        let text = settings.baseURL.content
        do throws(CloudComputeError) { address = .usable(try BaseURL(text)) } catch {
            let code: ExitCode = settings.baseURL.source.isFlag ? .usage : .configuration
            address = .unusable(localized(error.sentence), code)
        }
        return AddressFacts(
            profile: settings.profile.content, profileSource: settings.profile.source.description, address: address,
            addressSource: settings.baseURL.source.description,
            allowsInsecureHTTP: settings.allowsInsecureHTTP.content)
    }
}
