enum PlaceholderSandbox {}
import Hummingbird
