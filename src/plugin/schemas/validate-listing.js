// Generated from src/plugin/schemas/listing.schema.json by "node scripts/schemas.ts". Do not edit.
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated
export const validate = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://plugin-marketplace.github.io/plugin-marketplace/schemas/listing.schema.json","title":"Listing","description":"\"listing.json\": what the marketplace adds to a plugin's own manifest.","type":"object","additionalProperties":false,"properties":{"$schema":{"description":"Where an editor finds this schema.","type":"string"},"category":{"description":"The id of a category from \"marketplace.config.json\".","type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$","maxLength":40},"tags":{"description":"Words to find the plugin by, besides the keywords of its manifest.","type":"array","maxItems":10,"uniqueItems":true,"items":{"type":"string","maxLength":40,"pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$"}},"maintainers":{"description":"GitHub logins of the people whose updates need no second pair of eyes.","type":"array","maxItems":20,"uniqueItems":true,"items":{"type":"string","maxLength":39,"pattern":"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"},"minItems":1},"relevance":{"title":"Relevance","description":"When Claude Code may suggest this plugin, where an administrator allows this marketplace to suggest. https://code.claude.com/docs/en/plugin-relevance","type":"object","required":["signals"],"additionalProperties":false,"properties":{"topic":{"description":"Fills \"Working with …?\" in the suggestion. Absent: the name of the plugin, capitalised.","type":"string","maxLength":64,"pattern":"\\S"},"signals":{"description":"One match is enough.","type":"object","minProperties":1,"additionalProperties":false,"properties":{"cwd":{"description":"Glob patterns of the working directory.","type":"array","maxItems":10,"items":{"type":"string","maxLength":256,"pattern":"\\S"}},"cli":{"description":"Names of commands that Claude has run.","type":"array","maxItems":10,"items":{"type":"string","maxLength":64,"pattern":"\\S"}},"hosts":{"description":"Host names seen in commands: bare and lower-case, without scheme, port or path.","type":"array","maxItems":20,"items":{"type":"string","maxLength":128,"pattern":"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"}},"filesRead":{"description":"Glob patterns of files that Claude has read.","type":"array","maxItems":10,"items":{"type":"string","maxLength":256,"pattern":"\\S"}},"manifestDeps":{"description":"Dependencies in package manifests that Claude has read.","type":"array","maxItems":10,"items":{"type":"object","required":["file","pattern"],"properties":{"file":{"description":"Regular expression of the manifest's path, which is absolute: anchor it at the end.","type":"string","maxLength":256,"pattern":"\\S"},"pattern":{"description":"Regular expression of its content.","type":"string","maxLength":256,"pattern":"\\S"}}}}}}}},"deprecated":{"title":"Deprecation","description":"The plugin is kept for those who have it, and nobody should begin with it.","type":"object","required":["reason","date"],"additionalProperties":false,"properties":{"reason":{"description":"Why, for those who use it.","type":"string","maxLength":500,"pattern":"\\S"},"date":{"description":"Since when, as YYYY-MM-DD.","type":"string","pattern":"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"},"replacement":{"description":"The name of the plugin to use instead.","type":"string","pattern":"^[a-z0-9]+(?:-[a-z0-9]+)*$","maxLength":64}}},"yanked":{"title":"Withdrawn versions","description":"Versions that nobody should get any more. A plugin whose current version is among them is not offered until it has a higher one.","type":"array","minItems":1,"maxItems":100,"items":{"type":"object","required":["version","reason","date"],"additionalProperties":false,"properties":{"version":{"description":"As the manifest named it.","type":"string","maxLength":64,"pattern":"^[0-9A-Za-z.+-]+$"},"reason":{"description":"Why, for those who have it.","type":"string","maxLength":500,"pattern":"\\S"},"date":{"description":"Since when, as YYYY-MM-DD.","type":"string","pattern":"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"}}}}}};
const func1 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern4 = new RegExp("^[a-z0-9]+(?:-[a-z0-9]+)*$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$", "u");
const pattern7 = new RegExp("\\S", "u");
const pattern10 = new RegExp("^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$", "u");
const pattern15 = new RegExp("^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$", "u");
const pattern17 = new RegExp("^[0-9A-Za-z.+-]+$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://plugin-marketplace.github.io/plugin-marketplace/schemas/listing.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "$schema") || (key0 === "category")) || (key0 === "tags")) || (key0 === "maintainers")) || (key0 === "relevance")) || (key0 === "deprecated")) || (key0 === "yanked"))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.$schema !== undefined){
const _errs2 = errors;
if(typeof data.$schema !== "string"){
validate20.errors = [{instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.category !== undefined){
let data1 = data.category;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func1(data1) > 40){
validate20.errors = [{instancePath:instancePath+"/category",schemaPath:"#/properties/category/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"}];
return false;
}
else {
if(!pattern4.test(data1)){
validate20.errors = [{instancePath:instancePath+"/category",schemaPath:"#/properties/category/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/category",schemaPath:"#/properties/category/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tags !== undefined){
let data2 = data.tags;
const _errs6 = errors;
if(errors === _errs6){
if(Array.isArray(data2)){
if(data2.length > 10){
validate20.errors = [{instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs8 = errors;
if(errors === _errs8){
if(typeof data3 === "string"){
if(func1(data3) > 40){
validate20.errors = [{instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"}];
return false;
}
else {
if(!pattern4.test(data3)){
validate20.errors = [{instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
break;
}
}
if(valid1){
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
validate20.errors = [{instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"}];
return false;
break;
}
indices0[item0] = i1;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.maintainers !== undefined){
let data4 = data.maintainers;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data4)){
if(data4.length > 20){
validate20.errors = [{instancePath:instancePath+"/maintainers",schemaPath:"#/properties/maintainers/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"}];
return false;
}
else {
if(data4.length < 1){
validate20.errors = [{instancePath:instancePath+"/maintainers",schemaPath:"#/properties/maintainers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid3 = true;
const len1 = data4.length;
for(let i2=0; i2<len1; i2++){
let data5 = data4[i2];
const _errs12 = errors;
if(errors === _errs12){
if(typeof data5 === "string"){
if(func1(data5) > 39){
validate20.errors = [{instancePath:instancePath+"/maintainers/" + i2,schemaPath:"#/properties/maintainers/items/maxLength",keyword:"maxLength",params:{limit: 39},message:"must NOT have more than 39 characters"}];
return false;
}
else {
if(!pattern6.test(data5)){
validate20.errors = [{instancePath:instancePath+"/maintainers/" + i2,schemaPath:"#/properties/maintainers/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"},message:"must match pattern \""+"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/maintainers/" + i2,schemaPath:"#/properties/maintainers/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs12 === errors;
if(!valid3){
break;
}
}
if(valid3){
let i3 = data4.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data4[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
validate20.errors = [{instancePath:instancePath+"/maintainers",schemaPath:"#/properties/maintainers/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)"}];
return false;
break;
}
indices1[item1] = i3;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/maintainers",schemaPath:"#/properties/maintainers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.relevance !== undefined){
let data6 = data.relevance;
const _errs14 = errors;
if(errors === _errs14){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing0;
if((data6.signals === undefined) && (missing0 = "signals")){
validate20.errors = [{instancePath:instancePath+"/relevance",schemaPath:"#/properties/relevance/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data6){
if(!((key1 === "topic") || (key1 === "signals"))){
validate20.errors = [{instancePath:instancePath+"/relevance",schemaPath:"#/properties/relevance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data6.topic !== undefined){
let data7 = data6.topic;
const _errs17 = errors;
if(errors === _errs17){
if(typeof data7 === "string"){
if(func1(data7) > 64){
validate20.errors = [{instancePath:instancePath+"/relevance/topic",schemaPath:"#/properties/relevance/properties/topic/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern7.test(data7)){
validate20.errors = [{instancePath:instancePath+"/relevance/topic",schemaPath:"#/properties/relevance/properties/topic/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/topic",schemaPath:"#/properties/relevance/properties/topic/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.signals !== undefined){
let data8 = data6.signals;
const _errs19 = errors;
if(errors === _errs19){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(Object.keys(data8).length < 1){
validate20.errors = [{instancePath:instancePath+"/relevance/signals",schemaPath:"#/properties/relevance/properties/signals/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"}];
return false;
}
else {
const _errs21 = errors;
for(const key2 in data8){
if(!(((((key2 === "cwd") || (key2 === "cli")) || (key2 === "hosts")) || (key2 === "filesRead")) || (key2 === "manifestDeps"))){
validate20.errors = [{instancePath:instancePath+"/relevance/signals",schemaPath:"#/properties/relevance/properties/signals/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs21 === errors){
if(data8.cwd !== undefined){
let data9 = data8.cwd;
const _errs22 = errors;
if(errors === _errs22){
if(Array.isArray(data9)){
if(data9.length > 10){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cwd",schemaPath:"#/properties/relevance/properties/signals/properties/cwd/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid7 = true;
const len2 = data9.length;
for(let i4=0; i4<len2; i4++){
let data10 = data9[i4];
const _errs24 = errors;
if(errors === _errs24){
if(typeof data10 === "string"){
if(func1(data10) > 256){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cwd/" + i4,schemaPath:"#/properties/relevance/properties/signals/properties/cwd/items/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"}];
return false;
}
else {
if(!pattern7.test(data10)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cwd/" + i4,schemaPath:"#/properties/relevance/properties/signals/properties/cwd/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cwd/" + i4,schemaPath:"#/properties/relevance/properties/signals/properties/cwd/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs24 === errors;
if(!valid7){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cwd",schemaPath:"#/properties/relevance/properties/signals/properties/cwd/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs22 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.cli !== undefined){
let data11 = data8.cli;
const _errs26 = errors;
if(errors === _errs26){
if(Array.isArray(data11)){
if(data11.length > 10){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cli",schemaPath:"#/properties/relevance/properties/signals/properties/cli/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid8 = true;
const len3 = data11.length;
for(let i5=0; i5<len3; i5++){
let data12 = data11[i5];
const _errs28 = errors;
if(errors === _errs28){
if(typeof data12 === "string"){
if(func1(data12) > 64){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cli/" + i5,schemaPath:"#/properties/relevance/properties/signals/properties/cli/items/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern7.test(data12)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cli/" + i5,schemaPath:"#/properties/relevance/properties/signals/properties/cli/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cli/" + i5,schemaPath:"#/properties/relevance/properties/signals/properties/cli/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs28 === errors;
if(!valid8){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/cli",schemaPath:"#/properties/relevance/properties/signals/properties/cli/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs26 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.hosts !== undefined){
let data13 = data8.hosts;
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data13)){
if(data13.length > 20){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/hosts",schemaPath:"#/properties/relevance/properties/signals/properties/hosts/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"}];
return false;
}
else {
var valid9 = true;
const len4 = data13.length;
for(let i6=0; i6<len4; i6++){
let data14 = data13[i6];
const _errs32 = errors;
if(errors === _errs32){
if(typeof data14 === "string"){
if(func1(data14) > 128){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/hosts/" + i6,schemaPath:"#/properties/relevance/properties/signals/properties/hosts/items/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"}];
return false;
}
else {
if(!pattern10.test(data14)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/hosts/" + i6,schemaPath:"#/properties/relevance/properties/signals/properties/hosts/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/hosts/" + i6,schemaPath:"#/properties/relevance/properties/signals/properties/hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid9 = _errs32 === errors;
if(!valid9){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/hosts",schemaPath:"#/properties/relevance/properties/signals/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs30 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.filesRead !== undefined){
let data15 = data8.filesRead;
const _errs34 = errors;
if(errors === _errs34){
if(Array.isArray(data15)){
if(data15.length > 10){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/filesRead",schemaPath:"#/properties/relevance/properties/signals/properties/filesRead/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid10 = true;
const len5 = data15.length;
for(let i7=0; i7<len5; i7++){
let data16 = data15[i7];
const _errs36 = errors;
if(errors === _errs36){
if(typeof data16 === "string"){
if(func1(data16) > 256){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/filesRead/" + i7,schemaPath:"#/properties/relevance/properties/signals/properties/filesRead/items/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"}];
return false;
}
else {
if(!pattern7.test(data16)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/filesRead/" + i7,schemaPath:"#/properties/relevance/properties/signals/properties/filesRead/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/filesRead/" + i7,schemaPath:"#/properties/relevance/properties/signals/properties/filesRead/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid10 = _errs36 === errors;
if(!valid10){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/filesRead",schemaPath:"#/properties/relevance/properties/signals/properties/filesRead/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs34 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.manifestDeps !== undefined){
let data17 = data8.manifestDeps;
const _errs38 = errors;
if(errors === _errs38){
if(Array.isArray(data17)){
if(data17.length > 10){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid11 = true;
const len6 = data17.length;
for(let i8=0; i8<len6; i8++){
let data18 = data17[i8];
const _errs40 = errors;
if(errors === _errs40){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
let missing1;
if(((data18.file === undefined) && (missing1 = "file")) || ((data18.pattern === undefined) && (missing1 = "pattern"))){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8,schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data18.file !== undefined){
let data19 = data18.file;
const _errs42 = errors;
if(errors === _errs42){
if(typeof data19 === "string"){
if(func1(data19) > 256){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/file",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/file/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"}];
return false;
}
else {
if(!pattern7.test(data19)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/file",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/file/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/file",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid12 = _errs42 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data18.pattern !== undefined){
let data20 = data18.pattern;
const _errs44 = errors;
if(errors === _errs44){
if(typeof data20 === "string"){
if(func1(data20) > 256){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/pattern",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/pattern/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"}];
return false;
}
else {
if(!pattern7.test(data20)){
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/pattern",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/pattern/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8+"/pattern",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/properties/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid12 = _errs44 === errors;
}
else {
var valid12 = true;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps/" + i8,schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid11 = _errs40 === errors;
if(!valid11){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals/manifestDeps",schemaPath:"#/properties/relevance/properties/signals/properties/manifestDeps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs38 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance/signals",schemaPath:"#/properties/relevance/properties/signals/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/relevance",schemaPath:"#/properties/relevance/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.deprecated !== undefined){
let data21 = data.deprecated;
const _errs46 = errors;
if(errors === _errs46){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
let missing2;
if(((data21.reason === undefined) && (missing2 = "reason")) || ((data21.date === undefined) && (missing2 = "date"))){
validate20.errors = [{instancePath:instancePath+"/deprecated",schemaPath:"#/properties/deprecated/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs48 = errors;
for(const key3 in data21){
if(!(((key3 === "reason") || (key3 === "date")) || (key3 === "replacement"))){
validate20.errors = [{instancePath:instancePath+"/deprecated",schemaPath:"#/properties/deprecated/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs48 === errors){
if(data21.reason !== undefined){
let data22 = data21.reason;
const _errs49 = errors;
if(errors === _errs49){
if(typeof data22 === "string"){
if(func1(data22) > 500){
validate20.errors = [{instancePath:instancePath+"/deprecated/reason",schemaPath:"#/properties/deprecated/properties/reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(!pattern7.test(data22)){
validate20.errors = [{instancePath:instancePath+"/deprecated/reason",schemaPath:"#/properties/deprecated/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/deprecated/reason",schemaPath:"#/properties/deprecated/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs49 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data21.date !== undefined){
let data23 = data21.date;
const _errs51 = errors;
if(errors === _errs51){
if(typeof data23 === "string"){
if(!pattern15.test(data23)){
validate20.errors = [{instancePath:instancePath+"/deprecated/date",schemaPath:"#/properties/deprecated/properties/date/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"},message:"must match pattern \""+"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/deprecated/date",schemaPath:"#/properties/deprecated/properties/date/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs51 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data21.replacement !== undefined){
let data24 = data21.replacement;
const _errs53 = errors;
if(errors === _errs53){
if(typeof data24 === "string"){
if(func1(data24) > 64){
validate20.errors = [{instancePath:instancePath+"/deprecated/replacement",schemaPath:"#/properties/deprecated/properties/replacement/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern4.test(data24)){
validate20.errors = [{instancePath:instancePath+"/deprecated/replacement",schemaPath:"#/properties/deprecated/properties/replacement/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$"},message:"must match pattern \""+"^[a-z0-9]+(?:-[a-z0-9]+)*$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/deprecated/replacement",schemaPath:"#/properties/deprecated/properties/replacement/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs53 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/deprecated",schemaPath:"#/properties/deprecated/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.yanked !== undefined){
let data25 = data.yanked;
const _errs55 = errors;
if(errors === _errs55){
if(Array.isArray(data25)){
if(data25.length > 100){
validate20.errors = [{instancePath:instancePath+"/yanked",schemaPath:"#/properties/yanked/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"}];
return false;
}
else {
if(data25.length < 1){
validate20.errors = [{instancePath:instancePath+"/yanked",schemaPath:"#/properties/yanked/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid14 = true;
const len7 = data25.length;
for(let i9=0; i9<len7; i9++){
let data26 = data25[i9];
const _errs57 = errors;
if(errors === _errs57){
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
let missing3;
if((((data26.version === undefined) && (missing3 = "version")) || ((data26.reason === undefined) && (missing3 = "reason"))) || ((data26.date === undefined) && (missing3 = "date"))){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9,schemaPath:"#/properties/yanked/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs59 = errors;
for(const key4 in data26){
if(!(((key4 === "version") || (key4 === "reason")) || (key4 === "date"))){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9,schemaPath:"#/properties/yanked/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs59 === errors){
if(data26.version !== undefined){
let data27 = data26.version;
const _errs60 = errors;
if(errors === _errs60){
if(typeof data27 === "string"){
if(func1(data27) > 64){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/version",schemaPath:"#/properties/yanked/items/properties/version/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern17.test(data27)){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/version",schemaPath:"#/properties/yanked/items/properties/version/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Za-z.+-]+$"},message:"must match pattern \""+"^[0-9A-Za-z.+-]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/version",schemaPath:"#/properties/yanked/items/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid15 = _errs60 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data26.reason !== undefined){
let data28 = data26.reason;
const _errs62 = errors;
if(errors === _errs62){
if(typeof data28 === "string"){
if(func1(data28) > 500){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/reason",schemaPath:"#/properties/yanked/items/properties/reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(!pattern7.test(data28)){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/reason",schemaPath:"#/properties/yanked/items/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/reason",schemaPath:"#/properties/yanked/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid15 = _errs62 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data26.date !== undefined){
let data29 = data26.date;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data29 === "string"){
if(!pattern15.test(data29)){
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/date",schemaPath:"#/properties/yanked/items/properties/date/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"},message:"must match pattern \""+"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9+"/date",schemaPath:"#/properties/yanked/items/properties/date/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid15 = _errs64 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/yanked/" + i9,schemaPath:"#/properties/yanked/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid14 = _errs57 === errors;
if(!valid14){
break;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/yanked",schemaPath:"#/properties/yanked/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs55 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
