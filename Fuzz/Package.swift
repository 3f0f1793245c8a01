// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "fuzz", dependencies: ["CLibFuzzer", "FuzzProperties"]),
        .systemLibrary(name: "CLibFuzzer"),
        .target(name: "FuzzProperties", dependencies: ["JSON", "ServerSentEvents"]),
        .target(name: "JSON"),
        .target(name: "ServerSentEvents"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
    ]
    guard target.name == "fuzz" else { continue }
    target.linkerSettings = [
        .unsafeFlags(["-sanitize=fuzzer,address"]), .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
    ]
}
