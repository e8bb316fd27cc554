// The table decides which names need company: it holds words, and the names that schools are named for. A word
// that is hardly ever written but as a name (Smith, Taylor) is left out, for a name made of such words is good
// evidence by itself.
#include "roster/common_words.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

constexpr auto kCommonWords = std::to_array<std::string_view>({
    "abbey", "academy", "ace", "acre", "alder", "amber", "angel", "apple", "april", "arbor", "arch", "archer",
    "art", "ash", "aspen", "aster", "august", "autumn", "baker", "ball", "band", "banker", "banks", "bar", "bard",
    "barge", "barker", "barn", "baron", "basil", "bass", "batch", "bay", "beach", "beacon", "beam", "bean", "bear",
    "beard", "beck", "bee", "bell", "bench", "berry", "bill", "birch", "bird", "bishop", "black", "blank", "blaze",
    "block", "blood", "bloom", "blossom", "blue", "boat", "bolt", "bond", "bone", "book", "booker", "booth", "boss",
    "bow", "bowl", "bowman", "box", "boy", "branch", "brand", "brass", "brave", "bray", "breeze", "brick", "bride",
    "bridge", "bridges", "bright", "brook", "brooks", "broom", "brown", "buck", "bud", "bull", "burden", "bush",
    "butcher", "butler", "camp", "candle", "candy", "cane", "cannon", "canyon", "card", "carpenter", "case", "cash",
    "castle", "cedar", "central", "chance", "chancellor", "chapel", "chapman", "charge", "charity", "chase",
    "check", "cherry", "chief", "child", "christian", "chuck", "church", "clay", "clear", "clerk", "cliff", "cloud",
    "clover", "coach", "coal", "coast", "coffee", "coin", "collar", "college", "colt", "comfort", "constant",
    "cook", "cooper", "coral", "cord", "corn", "cotton", "couch", "counts", "court", "cove", "coward", "craft",
    "crane", "crisp", "cross", "crow", "crown", "crystal", "curry", "curtain", "daily", "daisy", "dale", "dancer",
    "dandy", "dark", "dawn", "day", "deal", "dean", "dear", "delight", "destiny", "dew", "diamond", "dick", "dill",
    "dime", "do", "dock", "doe", "dollar", "dolly", "dove", "drain", "draper", "drew", "drum", "duck", "duke",
    "dust", "dusty", "dyer", "eagle", "earl", "early", "east", "easter", "echo", "eden", "elder", "else", "ember",
    "english", "eve", "even", "ever", "expert", "fair", "faith", "faithful", "fall", "farm", "farmer", "fawn",
    "fay", "feather", "fence", "fern", "ferry", "field", "fields", "finch", "fine", "fish", "fisher", "flag",
    "flint", "flood", "flower", "flowers", "fog", "ford", "forest", "forge", "fort", "forth", "foster", "fountain",
    "fox", "frank", "franklin", "free", "freed", "french", "friend", "frost", "fry", "fuller", "gale", "game",
    "garden", "garland", "garner", "garnet", "gates", "gay", "gem", "gene", "genesis", "gentle", "gentry", "gift",
    "gill", "ginger", "glass", "glory", "glover", "gold", "good", "goodness", "goose", "gore", "grace", "grade",
    "grain", "grand", "grant", "grass", "graves", "gray", "great", "green", "grove", "guard", "guy", "hale", "hall",
    "ham", "hand", "hardy", "harmony", "harp", "harper", "harvest", "hatch", "haven", "hawk", "hazel", "head",
    "heart", "heath", "heather", "hedge", "heights", "herb", "hero", "hickory", "high", "hill", "hills", "hobby",
    "holiday", "holler", "hollow", "holly", "home", "honey", "honor", "hood", "hook", "hooks", "hope", "horn",
    "horne", "horse", "house", "hunt", "hunter", "ice", "ink", "iris", "iron", "island", "ivory", "ivy", "jack",
    "jackson", "jade", "jar", "jasmine", "jay", "jefferson", "jewel", "joy", "judge", "july", "june", "junior",
    "just", "justice", "keen", "keep", "kelp", "kennedy", "kettle", "key", "keys", "kind", "king", "kitchen",
    "knight", "knoll", "lace", "lacy", "lad", "lake", "lamb", "lamp", "lance", "land", "lane", "large", "lark",
    "last", "laurel", "lavender", "law", "lawn", "lawyer", "leaf", "lee", "legend", "lemon", "liberty", "light",
    "lilac", "lily", "lincoln", "line", "link", "lion", "little", "loan", "lock", "locks", "loft", "long", "lord",
    "lot", "love", "loving", "low", "luck", "lucky", "lynch", "lyric", "mace", "madison", "magic", "maid", "maiden",
    "main", "major", "mall", "mallow", "man", "manners", "manning", "many", "maple", "marble", "march", "marine",
    "mark", "marks", "marsh", "martial", "mason", "mast", "match", "may", "mayor", "mead", "meadow", "meadows",
    "means", "melody", "memorial", "mercer", "mercy", "merit", "merry", "miles", "mill", "miller", "mills", "minor",
    "mint", "miracle", "miss", "mist", "mister", "money", "monk", "moon", "moose", "morning", "moss", "mountain",
    "mouse", "music", "myrtle", "near", "neighbor", "nest", "new", "night", "noble", "noel", "noon", "north",
    "nova", "oak", "oaks", "oar", "ocean", "olive", "onion", "only", "opal", "orange", "orchard", "orchid", "otter",
    "outlaw", "owl", "pace", "page", "pages", "pain", "painter", "pale", "palm", "palmer", "pan", "pansy", "paper",
    "park", "parker", "parks", "part", "pat", "patience", "peace", "peach", "peak", "pear", "pearl", "penny",
    "pepper", "perch", "person", "phoenix", "pierce", "pike", "pilgrim", "pine", "pink", "pip", "piper", "plain",
    "plant", "plum", "poet", "point", "pole", "pond", "pool", "poppy", "porter", "post", "potter", "pound", "power",
    "powers", "prayer", "preacher", "precious", "press", "price", "pride", "priest", "prince", "princess", "proper",
    "prosper", "proud", "quick", "quiet", "quill", "race", "rain", "raven", "ray", "read", "ready", "red", "reed",
    "reef", "rice", "rich", "riches", "rider", "ridge", "ring", "rio", "river", "rivers", "road", "rob", "robin",
    "rock", "rod", "roman", "roosevelt", "root", "rope", "rose", "rosemary", "round", "royal", "ruby", "rudder",
    "rush", "rust", "rusty", "rye", "sable", "sage", "sail", "saint", "salmon", "salt", "sand", "sands", "sandy",
    "sapphire", "savage", "savannah", "school", "scout", "sea", "seal", "see", "serenity", "sergeant", "shade",
    "shadow", "shaft", "sharp", "shell", "shepherd", "shield", "shine", "ship", "shoemaker", "shore", "short",
    "silver", "singer", "skies", "skinner", "sky", "slate", "small", "smart", "smoke", "snow", "song", "south",
    "spark", "sparks", "spear", "speed", "spice", "spike", "spring", "springs", "spruce", "square", "stack",
    "staff", "stamp", "star", "starling", "steed", "steel", "sterling", "stern", "steward", "still", "stock",
    "stone", "storey", "storm", "story", "stout", "strand", "stream", "street", "strong", "style", "sugar",
    "summer", "summers", "sun", "sunny", "sunshine", "swan", "sweet", "swift", "sword", "tailor", "tall", "tanner",
    "teal", "tempest", "temple", "thicket", "thistle", "thorn", "thread", "thyme", "tide", "tiger", "timber",
    "time", "toy", "tracer", "trail", "train", "travel", "tree", "trinity", "true", "trust", "tulip", "union",
    "unique", "unity", "vale", "valentine", "valley", "van", "vine", "violet", "viper", "virtue", "wade", "wagon",
    "walk", "wall", "walls", "ward", "ware", "warm", "washington", "water", "waters", "wave", "way", "weaver",
    "week", "weeks", "well", "wells", "west", "wheat", "wheeler", "white", "wild", "wilde", "will", "willing",
    "willow", "wills", "wind", "winds", "wine", "wing", "winner", "winter", "winters", "wisdom", "wise", "wish",
    "wolf", "wonder", "wood", "woods", "woody", "word", "words", "work", "worth", "worthy", "wren", "yard", "year",
    "young", "zeal", "zen", "zion",
});
static_assert(std::ranges::adjacent_find(kCommonWords, std::ranges::greater_equal{}) == kCommonWords.end(),
              "kCommonWords: keep words sorted; words are unique");

}  // namespace

bool is_common_word(std::string_view folded_word) { return std::ranges::binary_search(kCommonWords, folded_word); }

}  // namespace hallpass
