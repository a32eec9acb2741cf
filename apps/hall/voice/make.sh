#!/usr/bin/env bash
# Renders the voice pack: per language one MP3 with all words in a row and a JSON that says where each one lies.
# One file and not seventy: a hall screen fetches it once and can go on speaking when the network is gone.
# Needs espeak-ng, sox and ffmpeg (Debian 12: apt-get install espeak-ng sox libsox-fmt-all ffmpeg).
set -euo pipefail
out=$(cd "$(dirname "$0")/../public/voice" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gap=0.15
# as loud as each other to the ear: peaks that are alike left a word like "hundred" 7 dB below a letter
target=-17

# loudness <file>: LUFS of a clip said over and over, as the measure needs more than one word
loudness() { ffmpeg -hide_banner -nostdin -nostats -stream_loop 15 -i "$1" -af ebur128 -f null - 2>&1 | awk '$1 == "I:" { i = $2 } END { print i }'; }

# say <language> <word> <voice> <text>: one trimmed clip of even loudness
say() {
  local gain=0 file="$work/$1/$(printf '%03d' "$(ls "$work/$1" | wc -l)").wav"
  espeak-ng -v "$3" -s 145 -p 45 -g 0 -w "$work/raw.wav" "$4" </dev/null
  sox "$work/raw.wav" -r 22050 "$work/word.wav" silence 1 0.01 0.4% fade 0.005 reverse silence 1 0.01 0.4% fade 0.02 reverse norm -3
  cp "$work/word.wav" "$work/even.wav"
  # the limiter takes a little away again: three rounds come within a tenth
  for _ in 1 2 3; do
    gain=$(awk "BEGIN { print $gain + $target - $(loudness "$work/even.wav") }")
    ffmpeg -loglevel error -nostdin -y -i "$work/word.wav" -af "volume=${gain}dB,alimiter=limit=0.8:attack=1:release=30:level=0:latency=1" "$work/even.wav"
  done
  sox "$work/even.wav" "$file" pad 0.01 $gap
  echo "$2" >>"$work/$1.words"
}

# pack <language>: joins the clips, writes <language>.mp3 and <language>.json
pack() {
  paste -d '\t' "$work/$1.words" <(soxi -D "$work/$1"/*.wav) |
    awk -F '\t' -v gap=$gap 'BEGIN { printf "{" } { printf "%s\"%s\":[%.3f,%.3f]", (NR > 1 ? "," : ""), $1, at, $2 - gap; at += $2 } END { print "}" }' >"$out/$1.json"
  sox "$work/$1"/*.wav "$work/$1.wav"
  ffmpeg -loglevel error -y -i "$work/$1.wav" -map_metadata -1 -fflags +bitexact -flags:a +bitexact -codec:a libmp3lame -b:a 32k -ac 1 "$out/$1.mp3"
}

mkdir "$work/zh" "$work/en"
# Mandarin by pinyin: the Han dictionary of Debian's espeak-ng reads most characters as English
zh=cmn-latn-pinyin
while read -r word pinyin; do say zh "$word" $zh "$pinyin"; done <<'WORDS'
请 qing3
再请 zai4qing3
号 hao4
到 dao4
号窗口 hao4chuang1kou3
零 ling2
一 yi1
二 er4
三 san1
四 si4
五 wu3
六 liu4
七 qi1
八 ba1
九 jiu3
幺 yao1
十 shi2
百 bai3
WORDS
while read -r word; do say en "$word" en-us "$word"; done <<'WORDS'
again
number
window
zero
one
two
three
four
five
six
seven
eight
nine
ten
eleven
twelve
thirteen
fourteen
fifteen
sixteen
seventeen
eighteen
nineteen
twenty
thirty
forty
fifty
sixty
seventy
eighty
ninety
hundred
WORDS
for letter in A B C D E F G H I J K L M N O P Q R S T U V W X Y Z; do
  # a letter alone is read by its name; "A" needs help not to become the article
  spoken=$letter; [ $letter = A ] && spoken='[[eI]]'
  say zh $letter en-us "$spoken"
  say en $letter en-us "$spoken"
done
pack zh
pack en
here=$(cd "$(dirname "$0")" && pwd)
"$here/../../../node_modules/.bin/oxfmt" "$out"
node "$here/check.mjs"
